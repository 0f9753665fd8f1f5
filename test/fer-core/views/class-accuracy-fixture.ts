import type { ClassAccuracyViewOptions, EvaluationReport } from '../../../packages/fer-core/src/views';

/** Five images of two classes, small enough to check by hand. */
export const report: EvaluationReport = {
  protocol: {
    dataset: 'faces',
    split: 'test',
    n: 5,
    selectedOn: 'validation',
    tta: 'none',
    weightsSha256: 'a',
    dataSha256: 'b',
  },
  labels: ['happy', 'sad'],
  accuracy: 0.6,
  accuracyInterval: [0.2307, 0.8824],
  macroF1: 0.5833,
  balancedAccuracy: 0.5833,
  perClass: [
    {
      label: 'happy',
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      support: 3,
      precisionInterval: [0.2077, 0.9385],
      recallInterval: [0.2077, 0.9385],
    },
    {
      label: 'sad',
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      support: 2,
      precisionInterval: [0.0945, 0.9055],
      recallInterval: [0.0945, 0.9055],
    },
  ],
  confusion: [
    [2, 1],
    [1, 1],
  ],
};

/** Two by two pixels each; image i is filled with the value i. */
export const images: NonNullable<ClassAccuracyViewOptions['images']> = {
  ids: ['a', 'b', 'c', 'd', 'e'],
  truth: [0, 0, 0, 1, 1],
  predicted: [0, 1, 0, 0, 1],
  confidence: [0.7, 0.9, 0.8, 0.6, 0.5],
  height: 2,
  width: 2,
  pixels: Uint8Array.from({ length: 20 }, (_, byte) => Math.floor(byte / 4)),
};
