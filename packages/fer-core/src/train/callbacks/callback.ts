import type { WeightValues } from '../../models/initial-weights';
import type { Monitor } from '../training-config';

/** What one epoch measured. Accuracies are in [0, 1]. */
export interface EpochLogs {
  /** Counts from 0, as in Keras. */
  epoch: number;
  /** Mean over the epoch's batches, each before its weights were changed. */
  loss: number;
  accuracy: number;
  valLoss: number;
  valAccuracy: number;
  /** The learning rate of the epoch's last step. */
  learningRate: number;
}

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
export interface Callback {
  name: string;
  onEpochEnd(logs: EpochLogs, controls: TrainingControls): void | Promise<void>;
  /** What must be remembered to go on after an interruption, as plain JSON. */
  state?(): unknown;
  /** Takes back what `state` gave. */
  restore?(state: unknown): void;
}

/** Whether `value` is better than `best` by more than `minDelta`: lower for losses, higher for accuracies. */
export function improves(monitor: Monitor, value: number, best: number | null, minDelta = 0): boolean {
  if (best === null) return true;
  return monitor.toLowerCase().endsWith('loss') ? value < best - minDelta : value > best + minDelta;
}
