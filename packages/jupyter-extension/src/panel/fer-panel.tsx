import type { CommandRegistry } from '@lumino/commands';
import type { Message } from '@lumino/messaging';
import { refreshIcon, SidePanel, ToolbarButton } from '@jupyterlab/ui-components';
import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import type { AccordionPanel } from '@lumino/widgets';
import React from 'react';
import { COMMANDS } from '../commands/command-ids';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import type { Catalog } from '../workbench/catalog';
import type { DataSetEntry } from '../workbench/data-set-entry';
import type { ModelEntry } from '../workbench/model-entry';
import type { RunEntry } from '../workbench/run-entry';
import { DataSetItem } from './data-set-item';
import { ferIcon } from './fer-icon';
import { heading } from './heading';
import { ModelItem } from './model-item';
import { RunItem } from './run-item';
import { Section } from './section';

interface FerPanelOptions {
  catalog: Catalog;
  commands: CommandRegistry;
  translator: ITranslator;
}

/** Heights of runs, models and data sets at first; the person may drag them. */
const SHARES = [5, 3, 4];

/** The FER entry of the activity bar: runs, models and data sets of the workbench. */
export class FerPanel extends SidePanel {
  constructor(private readonly options: FerPanelOptions) {
    super({ translator: options.translator });
    const trans = options.translator.load(TRANSLATION_DOMAIN);
    this.id = 'fer-workbench-panel';
    this.addClass('fer-side-panel');
    this.title.icon = ferIcon;
    this.title.caption = trans.__('FER: runs, models and data sets');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('FER runs, models and data sets'));
    this.toolbar.addItem('title', heading('FER'));
    this.toolbar.addItem(
      'refresh',
      new ToolbarButton({
        icon: refreshIcon,
        tooltip: trans.__('Look for changes now'),
        onClick: () => void options.commands.execute(COMMANDS.refresh),
      }),
    );
    for (const section of sections(options, trans)) this.addWidget(section);
    (this.content as AccordionPanel).setRelativeSizes(SHARES);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this.options.catalog.refresh();
  }
}

function sections({ catalog, commands }: FerPanelOptions, trans: TranslationBundle): Section<{ path: string }>[] {
  const runs = new Section<RunEntry>({
    name: 'runs',
    title: trans.__('Runs'),
    catalog,
    trans,
    entry: (run) => <RunItem run={run} trans={trans} onOpen={() => void commands.execute(COMMANDS.openRun, { path: run.path })} />,
    empty: (
      <>
        <p>{trans.__('No training yet. Train in a notebook, or in a terminal:')}</p>
        <code>npx fer train configs/…</code>
        <button className="fer-button" onClick={() => void commands.execute(COMMANDS.openFirstNotebook)}>
          {trans.__('Open the first-run notebook')}
        </button>
      </>
    ),
  });
  const models = new Section<ModelEntry>({
    name: 'models',
    title: trans.__('Models'),
    catalog,
    trans,
    entry: (model) => <ModelItem model={model} trans={trans} onOpen={() => void commands.execute(COMMANDS.openModel, { path: model.path })} />,
    empty: (
      <>
        <p>{trans.__('No model yet. A run keeps its best epoch; copied into models/ it is listed here:')}</p>
        <code>cp -r runs/…/best models/…</code>
      </>
    ),
  });
  const dataSets = new Section<DataSetEntry>({
    name: 'dataSets',
    title: trans.__('Data sets'),
    catalog,
    trans,
    entry: (dataSet) => <DataSetItem dataSet={dataSet} trans={trans} />,
    empty: (
      <>
        <p>{trans.__('No data set is prepared. Generated faces need none; FER-2013 is prepared in a terminal:')}</p>
        <code>npx fer prepare fer2013 fer2013.csv --out data/prepared/fer2013</code>
      </>
    ),
  });
  return [runs, models, dataSets] as unknown as Section<{ path: string }>[];
}
