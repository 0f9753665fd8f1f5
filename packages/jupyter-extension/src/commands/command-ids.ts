/** Our commands. */
export const COMMANDS = {
  showPanel: 'fer:show-panel',
  refresh: 'fer:refresh',
  openFirstNotebook: 'fer:open-first-notebook',
  newNotebook: 'fer:new-notebook',
  /** Argument `path`: the run's folder below the workbench's; without it the person is asked. */
  openRun: 'fer:open-run',
  /** Argument `path`: the model's folder below the workbench's. */
  openModel: 'fer:open-model',
} as const;
