import type { WeightValues } from '../../models/initial-weights';

/** What every epoch tells, whatever is learned. */
export interface EpochNumbers {
  /** Counts from 0, as in Keras. */
  epoch: number;
  /** The learning rate of the epoch's last step. */
  learningRate: number;
}

/** What one epoch of a classifier measured. Accuracies are in [0, 1]. */
export interface EpochLogs extends EpochNumbers {
  /** Mean over the epoch's batches, each before its weights were changed. */
  loss: number;
  accuracy: number;
  valLoss: number;
  valAccuracy: number;
}

/** Names of an epoch's numbers. */
export type NumberOf<Logs extends EpochNumbers> = Exclude<keyof Logs & string, 'epoch'>;

/** What a callback may do to the training. */
export interface TrainingControls {
  /** The learning rate of the next epoch, before the schedule's factor. */
  learningRate: number;
  /** Ends the training after this epoch. */
  stop(reason: string): void;
  /** A copy of the weights as they are now. */
  weights(): WeightValues;
}

/** Something that happens at the end of each epoch, named as in Keras. */
export interface Callback<Logs extends EpochNumbers = EpochLogs> {
  name: string;
  onEpochEnd(logs: Logs, controls: TrainingControls): void | Promise<void>;
  /** What must be remembered to go on after an interruption, as plain JSON. */
  state?(): unknown;
  /** Takes back what `state` gave. */
  restore?(state: unknown): void;
}

/** Whether `value` is better than `best` by more than `minDelta`: lower for what is named a loss or an error, higher for the rest. */
export function improves(monitor: string, value: number, best: number | null, minDelta = 0): boolean {
  if (best === null) return true;
  return /(loss|error)$/i.test(monitor) ? value < best - minDelta : value > best + minDelta;
}
