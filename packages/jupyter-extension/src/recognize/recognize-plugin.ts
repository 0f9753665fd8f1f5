import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, showErrorMessage } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog, IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import { COMMANDS, KERNEL } from '../commands/command-ids';
import { ferIcon } from '../panel/fer-icon';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import { IMAGE_FILE_TYPES, isImageName, recognitionCode } from './recognition-code';

/** What we need of the panel that `console:create` gives. */
interface ConsolePanel extends Widget {
  sessionContext: { ready: Promise<void> };
  console: { inject(code: string): Promise<void> };
}

/** "Recognize expressions in image…" in the palette, and for image files in the file browser's menu: it shows all stages in a console. */
export const recognizePlugin: JupyterFrontEndPlugin<void> = {
  id: '@fer-workbench/jupyter-extension:recognize',
  description: 'Recognizes the expressions in image files from the palette and from the file browser.',
  autoStart: true,
  requires: [IDocumentManager],
  optional: [IFileBrowserFactory, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    manager: IDocumentManager,
    browsers: IFileBrowserFactory | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): void => {
    const trans = (translator ?? nullTranslator).load(TRANSLATION_DOMAIN);
    /** One console a folder: its kernel works there. */
    const consoles = new Map<string, ConsolePanel>();

    const consoleFor = async (folder: string): Promise<ConsolePanel> => {
      const open = consoles.get(folder);
      if (open !== undefined && !open.isDisposed) {
        app.shell.activateById(open.id);
        return open;
      }
      const panel = (await app.commands.execute('console:create', {
        basePath: folder,
        name: trans.__('Recognition'),
        kernelPreference: { name: KERNEL },
      })) as ConsolePanel;
      consoles.set(folder, panel);
      return panel;
    };
    const ask = async (): Promise<string[]> => {
      const { value } = await FileDialog.getOpenFiles({
        manager,
        title: trans.__('Recognize expressions in which image?'),
        filter: ({ type, name }) => (type === 'directory' || isImageName(name) ? {} : null),
        defaultPath: browsers?.tracker.currentWidget?.model.path,
      });
      return (value ?? []).filter(({ type }) => type !== 'directory').map(({ path }) => path);
    };
    const selected = (): string[] =>
      [...(browsers?.tracker.currentWidget?.selectedItems() ?? [])].filter(({ name }) => isImageName(name)).map(({ path }) => path);

    app.commands.addCommand(COMMANDS.recognizeImage, {
      label: ({ isMenu }) => (isMenu ? trans.__('Recognize Expressions') : trans.__('Recognize Expressions in Image…')),
      caption: trans.__('Show everything from the photo to the labels of its faces'),
      icon: ferIcon,
      execute: async ({ path, isMenu }) => {
        const images = typeof path === 'string' ? [path] : isMenu ? selected() : await ask();
        try {
          for (const image of images) {
            const panel = await consoleFor(PathExt.dirname(image));
            await panel.sessionContext.ready;
            await panel.console.inject(recognitionCode(PathExt.basename(image)));
          }
        } catch (error) {
          await showErrorMessage(trans.__('The expressions could not be recognized'), error instanceof Error ? error : String(error));
        }
      },
    });
    palette?.addItem({ command: COMMANDS.recognizeImage, category: 'FER' });
    for (const type of IMAGE_FILE_TYPES) {
      app.contextMenu.addItem({
        command: COMMANDS.recognizeImage,
        args: { isMenu: true },
        selector: `.jp-DirListing-item[data-file-type="${type}"]`,
        rank: 3,
      });
    }
  },
};
