import type { TrainingPayload } from '../../../packages/fer-core/src/views';

/** A training in its third epoch of five. */
export const running: TrainingPayload = {
  run: 'first-run',
  state: 'running',
  device: 'CPU, 2 threads',
  epoch: 3,
  epochs: 5,
  step: 10,
  steps: 40,
  etaMs: 95_000,
  msPerStep: 52.5,
  history: [
    { epoch: 1, loss: 1.9, accuracy: 0.2, valLoss: 1.8, valAccuracy: 0.25, learningRate: 1e-3, ms: 2100 },
    { epoch: 2, loss: 1.5, accuracy: 0.4, valLoss: 1.6, valAccuracy: 0.375, learningRate: 1e-3, ms: 2000 },
  ],
  live: { loss: 1.42, accuracy: 0.45 },
};
