import { improves, type Callback } from './callback';
import type { TrainingConfig } from '../training-config';

/** Ends the training when a number has not improved for `patience` epochs. */
export function earlyStopping({ monitor, patience, minDelta }: NonNullable<TrainingConfig['earlyStopping']>): Callback {
  let state: { best: number | null; wait: number } = { best: null, wait: 0 };
  return {
    name: 'EarlyStopping',
    onEpochEnd(logs, controls) {
      if (improves(monitor, logs[monitor], state.best, minDelta)) {
        state = { best: logs[monitor], wait: 0 };
        return;
      }
      state.wait++;
      if (state.wait >= patience) controls.stop(`${monitor} has not improved for ${patience} epochs`);
    },
    state: () => state,
    restore: (saved) => {
      state = saved as typeof state;
    },
  };
}
