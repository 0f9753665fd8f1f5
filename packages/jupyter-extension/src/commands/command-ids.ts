/** Name of our kernel in Jupyter's list. */
export const KERNEL = 'fer-typescript';

/** Our commands. */
export const COMMANDS = {
  showPanel: 'fer:show-panel',
  showVariables: 'fer:show-variables',
  refresh: 'fer:refresh',
  openFirstNotebook: 'fer:open-first-notebook',
  newNotebook: 'fer:new-notebook',
  /** Argument `path`: the run's folder below the workbench's; without it the person is asked. */
  openRun: 'fer:open-run',
  /** Argument `path`: the model's folder below the workbench's. */
  openModel: 'fer:open-model',
  /** Argument `path`: the image's; `isMenu`: the files selected in the file browser; without either the person is asked. */
  recognizeImage: 'fer:recognize-image',
} as const;
