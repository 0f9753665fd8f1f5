import { expect, it } from 'vitest';
import { scheduleFactor } from '../../../packages/fer-core/src/train/learning-rate';

const constant = { name: 'constant', warmUpEpochs: 0, finalShare: 0 } as const;
const factors = (changes: Partial<Parameters<typeof scheduleFactor>[0]>): number[] =>
  Array.from({ length: 8 }, (_, step) => scheduleFactor({ ...constant, ...changes }, step, 2, 8));
const near = (values: number[]) => values.map((value) => expect.closeTo(value, 6));

it('is 1 without a schedule', () => expect(factors({})).toEqual(Array(8).fill(1)));

it('rises in a straight line in the warm-up epochs', () => {
  expect(factors({ warmUpEpochs: 2 })).toEqual([0.25, 0.5, 0.75, 1, 1, 1, 1, 1]);
  expect(factors({ warmUpEpochs: 0.5 })).toEqual(Array(8).fill(1)); // one step
});

it('falls along half a cosine wave to the final share', () => {
  const wave = (done: number): number => 0.5 * (1 + Math.cos(Math.PI * done));
  expect(factors({ name: 'cosine' })).toEqual(near([0, 1, 2, 3, 4, 5, 6, 7].map((step) => wave(step / 8))));
  expect(factors({ name: 'cosine', finalShare: 0.5 })).toEqual(near([0, 1, 2, 3, 4, 5, 6, 7].map((step) => 0.5 + 0.5 * wave(step / 8))));
  expect(factors({ name: 'cosine', warmUpEpochs: 2 })).toEqual(near([0.25, 0.5, 0.75, 1, wave(0), wave(0.25), wave(0.5), wave(0.75)]));
});
