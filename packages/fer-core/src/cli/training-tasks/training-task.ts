import type { StepProgress } from '../../train/epoch-loop';

/** What a task is asked to do, and whom it tells. */
export interface TaskOptions {
  /** The run folder; default one named after network and time. */
  readonly run?: string;
  readonly resume: boolean;
  /** Ends the training after the current step. */
  readonly signal: AbortSignal;
  /** One sentence for the user. */
  say(line: string): void;
  /** @param numbers the epoch's running means in words */
  onStep(progress: Omit<StepProgress<unknown>, 'live'>, numbers: string): void;
  /** @param epoch from 1 @param numbers what it measured, in words */
  onEpoch(epoch: number, numbers: string, ms: number): void;
}

/** How it ended. */
export interface TaskResult {
  state: 'finished' | 'stopped';
  reason?: string;
  /** The run folder. */
  run: string;
  /** What the chosen epoch measured on validation: as JSON, and for reading; null when not one epoch was finished. */
  report: { json: unknown; text: string } | null;
}

/** A kind of training that `fer train` knows, chosen by the configuration's field `task`. */
export interface TrainingTask {
  /**
   * @param fields the configuration without `task`, not yet checked
   * @param source its file, for messages
   * @throws InputError for a wrong configuration, data or run folder
   */
  start(fields: Record<string, unknown>, source: string, options: TaskOptions): Promise<TaskResult>;
}
