import { improves, type Callback } from './callback';
import type { TrainingConfig } from '../training-config';

/** A change below this is no improvement, as in Keras. */
const MIN_DELTA = 1e-4;

/** Multiplies the learning rate by `factor` when a number has not improved for `patience` epochs. */
export function reduceLROnPlateau(options: NonNullable<TrainingConfig['reduceLROnPlateau']>): Callback {
  const { monitor, factor, patience, minLearningRate } = options;
  let state: { best: number | null; wait: number } = { best: null, wait: 0 };
  return {
    name: 'ReduceLROnPlateau',
    onEpochEnd(logs, controls) {
      if (improves(monitor, logs[monitor], state.best, MIN_DELTA)) {
        state = { best: logs[monitor], wait: 0 };
        return;
      }
      state.wait++;
      if (state.wait < patience) return;
      state.wait = 0;
      controls.learningRate = Math.max(minLearningRate, controls.learningRate * factor);
    },
    state: () => state,
    restore: (saved) => {
      state = saved as typeof state;
    },
  };
}
