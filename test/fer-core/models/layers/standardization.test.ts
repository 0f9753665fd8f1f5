import { expect, it } from 'vitest';
import { startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { standardization } from '../../../../packages/fer-core/src/models/layers/standardization';

await startBackend();

const standardized = (values: number[]): number[] =>
  tf.tidy(() => [...standardization([2, 2, 1]).forward([tf.tensor4d(values, [values.length / 4, 2, 2, 1])], {}, { training: false, follow: () => undefined }).dataSync()]);

it('brings each image by itself to mean 0 and deviation 1', () => {
  const close = [-1, -1, 1, 1].map((value) => expect.closeTo(value, 5));
  expect(standardized([0.2, 0.2, 0.4, 0.4, 0, 0, 1, 1])).toEqual([...close, ...close]);
});

it('does not stretch what has hardly any contrast', () => {
  expect(standardized([0.5, 0.5, 0.502, 0.502]).map(Math.abs).every((value) => value < 0.1)).toBe(true);
  expect(standardized([0.5, 0.5, 0.5, 0.5])).toEqual([0, 0, 0, 0]);
});
