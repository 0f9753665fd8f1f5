import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, type ISessionContext } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import { COMMANDS } from '../commands/command-ids';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import { variablesIcon } from './variables-icon';
import { VariablesPanel } from './variables-panel';

/** The Variables panel: what the kernel of the notebook or console in front holds. */
export const variablesPlugin: JupyterFrontEndPlugin<void> = {
  id: '@fer-workbench/jupyter-extension:variables',
  description: 'Lists the variables of the kernel in front, its tensors and what re-run cells left behind.',
  autoStart: true,
  optional: [ILayoutRestorer, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): void => {
    const trans = (translator ?? nullTranslator).load(TRANSLATION_DOMAIN);
    const panel = new VariablesPanel(translator ?? nullTranslator);
    app.shell.add(panel, 'left', { rank: 251, type: 'Variables' });
    restorer?.add(panel, panel.id);

    // A terminal or a text in front changes nothing: the panel stays with the last notebook or console.
    let shown: Widget | null = null;
    const follow = (): void => {
      const widget = app.shell.currentWidget;
      const session = sessionOf(widget);
      if (session === null && shown !== null && !shown.isDisposed) return;
      shown = session === null ? null : widget;
      panel.follow(session);
    };
    app.shell.currentChanged?.connect(follow);
    follow();

    app.commands.addCommand(COMMANDS.showVariables, {
      label: trans.__('Show Variables'),
      caption: trans.__('Variables and tensor memory of the kernel in front'),
      icon: variablesIcon,
      execute: () => app.shell.activateById(panel.id),
    });
    palette?.addItem({ command: COMMANDS.showVariables, category: 'FER' });
  },
};

/** The session of a notebook or a console; other widgets have none of this name. */
function sessionOf(widget: Widget | null): ISessionContext | null {
  const session = (widget as { sessionContext?: ISessionContext } | null)?.sessionContext;
  return session?.statusChanged === undefined ? null : session;
}
