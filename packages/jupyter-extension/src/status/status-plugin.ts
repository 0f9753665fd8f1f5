import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { TRANSLATION_DOMAIN } from '../translation-domain';
import { KernelStatus } from './kernel-status';
import { StatusItem } from './status-item';

/** A status-bar item with device and memory of the current notebook's kernel. */
export const statusPlugin: JupyterFrontEndPlugin<void> = {
  id: '@fer-workbench/jupyter-extension:status',
  description: 'Shows device and memory of the notebook’s kernel in the status bar.',
  autoStart: true,
  requires: [IStatusBar, INotebookTracker],
  optional: [ITranslator],
  activate: (_app: JupyterFrontEnd, statusBar: IStatusBar, tracker: INotebookTracker, translator: ITranslator | null): void => {
    const model = new KernelStatus();
    const follow = (): void => model.follow(tracker.currentWidget?.sessionContext ?? null);
    tracker.currentChanged.connect(follow);
    follow();
    const item = new StatusItem(model, (translator ?? nullTranslator).load(TRANSLATION_DOMAIN));
    statusBar.registerStatusItem('@fer-workbench/jupyter-extension:status', {
      item,
      align: 'left',
      rank: 3, // after terminals, kernels and the kernel's own state
      isActive: () => model.report !== null,
      activeStateChanged: model.stateChanged,
    });
  },
};
