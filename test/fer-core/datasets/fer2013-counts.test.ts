import { expect, it } from 'vitest';
import { countDeviations, FER2013_COUNTS } from '../../../packages/fer-core/src/datasets/fer2013-counts';

it('has the published totals', () => {
  const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
  expect([FER2013_COUNTS.train, FER2013_COUNTS.validation, FER2013_COUNTS.test].map(total)).toEqual([
    28709, 3589, 3589,
  ]);
});

it('has nothing to say about the published counts', () => {
  expect(countDeviations(FER2013_COUNTS)).toEqual([]);
});

it('names the split and the class that differ, and a split that is not there', () => {
  const train = FER2013_COUNTS.train.map((n, label) => (label === 1 ? n - 2 : n));
  expect(countDeviations({ train, validation: FER2013_COUNTS.validation })).toEqual([
    'train has 28,707 images, FER-2013 has 28,709: disgust 434 instead of 436',
    'there is no test split; FER-2013 has 3,589 images in it',
  ]);
});
