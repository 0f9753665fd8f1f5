import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { addCommands } from '../commands/add-commands';
import { COMMANDS } from '../commands/command-ids';
import type { RunView } from '../run-view/run-view';
import { Catalog } from '../workbench/catalog';
import { WorkbenchFiles } from '../workbench/workbench-files';
import { FerPanel } from './fer-panel';

/** The schema that belongs to it is `schema/panel.json`. */
const PLUGIN = '@fer-workbench/jupyter-extension:panel';

/** The FER panel, the run views that it opens, and the commands for both. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Lists runs, models and data sets of the workbench, and opens them.',
  autoStart: true,
  optional: [ISettingRegistry, ILayoutRestorer, ICommandPalette, ILauncher, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    settings: ISettingRegistry | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    translator: ITranslator | null,
  ): void => {
    const views = new WidgetTracker<MainAreaWidget<RunView>>({ namespace: 'fer-run' });
    let files = new WorkbenchFiles(app.serviceManager.contents);
    const catalog: Catalog = new Catalog({
      files,
      interval: 3000,
      isIdle: () => document.hidden || (!panel.isVisible && views.find(({ isVisible }) => isVisible) === undefined),
    });
    const panel: FerPanel = new FerPanel({ catalog, commands: app.commands, translator: translator ?? nullTranslator });
    app.shell.add(panel, 'left', { rank: 250, type: 'FER' });
    addCommands({ app, catalog, files: () => files, panel, views, palette, launcher, translator: translator ?? nullTranslator });

    restorer?.add(panel, panel.id);
    void restorer?.restore(views, {
      command: COMMANDS.openRun,
      args: ({ content }) => ({ path: content.path }),
      name: ({ content }) => content.path,
    });

    void settings?.load(PLUGIN).then((loaded) => {
      const apply = (): void => {
        files = new WorkbenchFiles(app.serviceManager.contents, loaded.get('folder').composite as string);
        void catalog.configure({ files, interval: 1000 * (loaded.get('interval').composite as number) });
      };
      loaded.changed.connect(apply);
      apply();
    });
  },
};
