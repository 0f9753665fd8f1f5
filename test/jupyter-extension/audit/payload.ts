import type { AuditPayload } from '../../../packages/fer-core/src/views';

/** Three groups: two copies with different labels; two copies and a near twin across splits; a near pair across splits with different labels. */
export const payload: AuditPayload = {
  name: 'patterns',
  labels: ['happy', 'sad'],
  splits: [{ split: 'train', n: 5 }, { split: 'validation', n: 4 }],
  method: { comparedAt: '48×48', candidateCorrelation: 0.9, correlation: 0.92, shift: 2 },
  images: {
    ids: ['train/0', 'train/1', 'train/<2>', 'train/3', 'train/4', 'validation/0', 'validation/1', 'validation/3'],
    splits: [0, 0, 0, 0, 0, 1, 1, 1],
    labels: [0, 0, 1, 0, 1, 0, 0, 0],
  },
  pictures: null,
  groups: [
    { images: [0, 2], copies: [0, 0], correlation: 1 },
    { images: [1, 5, 7], copies: [0, 0, 2], correlation: 0.97 },
    { images: [4, 6], copies: [0, 1], correlation: 0.93 },
  ],
  inTraining: [{ split: 'validation', n: 4, exact: 1, exactOrNear: 3, otherLabel: 1 }],
  flat: [3],
  faceless: [2, 6],
  models: [
    {
      stamp: 'patterns, validation split, n = 4',
      split: 'validation',
      accuracy: {
        all: { n: 4, value: 0.75, interval: [0.3, 0.95] },
        withTwin: { n: 3, value: 2 / 3, interval: [0.2, 0.94] },
        sameLabel: { n: 2, value: 1, interval: [0.34, 1] },
        otherLabel: { n: 1, value: 0, interval: [0, 0.79] },
        withoutTwin: { n: 1, value: 1, interval: [0.21, 1] },
      },
      notices: [{ level: 'note', text: 'chosen here' }],
    },
  ],
  notices: [{ level: 'not-credible', text: 'mostly <known>' }],
};
