import { improves, type Callback, type EpochNumbers, type NumberOf } from './callback';
import type { WeightValues } from '../../models/initial-weights';

export interface ModelCheckpointOptions<Logs extends EpochNumbers> {
  /** Which number chooses the epoch. */
  monitor: NumberOf<Logs>;
  /** Saves the weights of an epoch that is better than all before. */
  save: (weights: WeightValues, logs: Logs) => Promise<void>;
}

/** Keeps the weights of the best epoch (Keras's `save_best_only`). */
export function modelCheckpoint<Logs extends EpochNumbers>({ monitor, save }: ModelCheckpointOptions<Logs>): Callback<Logs> {
  let best: number | null = null;
  return {
    name: 'ModelCheckpoint',
    async onEpochEnd(logs, controls) {
      const value = logs[monitor] as number;
      if (!improves(monitor, value, best)) return;
      await save(controls.weights(), logs);
      best = value;
    },
    state: () => best,
    restore: (saved) => {
      best = saved as number | null;
    },
  };
}
