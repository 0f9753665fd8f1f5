import type { JupyterFrontEnd } from '@jupyterlab/application';
import { type ICommandPalette, InputDialog, MainAreaWidget, showErrorMessage, type WidgetTracker } from '@jupyterlab/apputils';
import type { ILauncher } from '@jupyterlab/launcher';
import type { ITranslator } from '@jupyterlab/translation';
import { ferIcon } from '../panel/fer-icon';
import type { FerPanel } from '../panel/fer-panel';
import { RunView } from '../run-view/run-view';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import type { Catalog } from '../workbench/catalog';
import type { WorkbenchFiles } from '../workbench/workbench-files';
import { COMMANDS, KERNEL } from './command-ids';

const FIRST_NOTEBOOK = 'notebooks/01-first-run.ipynb';

interface CommandsOptions {
  app: JupyterFrontEnd;
  catalog: Catalog;
  /** The files of the workbench that the settings name now. */
  files: () => WorkbenchFiles;
  panel: FerPanel;
  /** The run views that are open. */
  views: WidgetTracker<MainAreaWidget<RunView>>;
  palette: ICommandPalette | null;
  launcher: ILauncher | null;
  translator: ITranslator;
}

/** Adds our commands, to the palette (category FER) and to the launcher too. */
export function addCommands({ app, catalog, files, panel, views, palette, launcher, translator }: CommandsOptions): void {
  const { commands, shell } = app;
  const trans = translator.load(TRANSLATION_DOMAIN);
  const category = 'FER';

  const openRun = async (path: string): Promise<void> => {
    let view = views.find(({ content }) => content.path === path);
    if (view === undefined) {
      const content = new RunView({
        path,
        catalog,
        readText: (file) => files().text(file),
        onShowFolder: () => void commands.execute('filebrowser:go-to-path', { path: files().pathOf(path) }),
        trans,
      });
      view = new MainAreaWidget({ content });
      view.id = `fer-run-${path}`;
      view.title.label = path.split('/').at(-1) ?? path;
      view.title.caption = path;
      view.title.icon = ferIcon;
      view.title.closable = true;
      shell.add(view, 'main', { type: 'FER run' });
      await views.add(view);
    }
    shell.activateById(view.id);
    await catalog.refresh();
  };

  commands.addCommand(COMMANDS.showPanel, {
    label: trans.__('Show Runs, Models and Data Sets'),
    icon: ferIcon,
    execute: () => shell.activateById(panel.id),
  });
  commands.addCommand(COMMANDS.refresh, {
    label: trans.__('Look for New Runs, Models and Data Sets'),
    execute: () => catalog.refresh(),
  });
  commands.addCommand(COMMANDS.openFirstNotebook, {
    label: ({ isLauncher }) => (isLauncher ? trans.__('First run') : trans.__('Open the First-Run Notebook')),
    caption: trans.__('Train a small network on generated faces'),
    icon: ferIcon,
    execute: () => commands.execute('docmanager:open', { path: files().pathOf(FIRST_NOTEBOOK), factory: 'Notebook' }),
  });
  commands.addCommand(COMMANDS.newNotebook, {
    label: trans.__('New TypeScript (FER) Notebook'),
    icon: ferIcon,
    execute: () => commands.execute('notebook:create-new', { kernelName: KERNEL }),
  });
  commands.addCommand(COMMANDS.openRun, {
    label: trans.__('Open Run…'),
    icon: ferIcon,
    execute: async ({ path }) => {
      const chosen = typeof path === 'string' ? path : await askForRun();
      if (chosen !== null) await openRun(chosen);
    },
  });
  commands.addCommand(COMMANDS.openModel, {
    label: trans.__('Open Model Card'),
    isVisible: () => false, // it needs to be told which
    execute: ({ path }) => openModel(String(path)),
  });

  const askForRun = async (): Promise<string | null> => {
    shell.activateById(panel.id); // it reads the runs, and shows them beside the question
    await catalog.refresh();
    const runs = catalog.content?.runs ?? [];
    if (runs.length === 0) {
      await showErrorMessage(trans.__('No run to open'), trans.__('There is no training in runs/ yet.'));
      return null;
    }
    const { value } = await InputDialog.getItem({ title: trans.__('Open which run?'), items: runs.map(({ name }) => name) });
    return runs.find(({ name }) => name === value)?.path ?? null;
  };
  const openModel = (path: string): Promise<unknown> => {
    const model = catalog.content?.models.find((entry) => entry.path === path);
    const hasCard = model !== undefined && 'hasCard' in model && model.hasCard;
    const [file, factory] = hasCard ? ['README.md', 'Markdown Preview'] : ['model.json', 'JSON'];
    return commands.execute('docmanager:open', { path: files().pathOf(`${path}/${file}`), factory });
  };

  for (const command of [COMMANDS.showPanel, COMMANDS.openFirstNotebook, COMMANDS.newNotebook, COMMANDS.openRun, COMMANDS.refresh]) {
    palette?.addItem({ command, category });
  }
  launcher?.add({ command: COMMANDS.openFirstNotebook, category, args: { isLauncher: true }, rank: 0 });
}
