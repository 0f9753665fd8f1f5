import { improves, type Callback, type EpochLogs } from './callback';
import type { WeightValues } from '../../models/initial-weights';
import type { Monitor } from '../training-config';

export interface ModelCheckpointOptions {
  monitor: Monitor;
  /** Saves the weights of an epoch that is better than all before. */
  save: (weights: WeightValues, logs: EpochLogs) => Promise<void>;
}

/** Keeps the weights of the best epoch (Keras's `save_best_only`). */
export function modelCheckpoint({ monitor, save }: ModelCheckpointOptions): Callback {
  let best: number | null = null;
  return {
    name: 'ModelCheckpoint',
    async onEpochEnd(logs, controls) {
      if (!improves(monitor, logs[monitor], best)) return;
      await save(controls.weights(), logs);
      best = logs[monitor];
    },
    state: () => best,
    restore: (saved) => {
      best = saved as number | null;
    },
  };
}
