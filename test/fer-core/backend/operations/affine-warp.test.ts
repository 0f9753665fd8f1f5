import { afterEach, beforeEach, expect, it } from 'vitest';
import { affineWarp, startBackend, tf } from '../../../../packages/fer-core/src/backend';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const row = [10, 20, 40, 80];
const warped = (map: number[], options = {}): number[] =>
  tf.tidy(() => [...affineWarp(tf.tensor4d(row, [1, 1, 4, 1]), tf.tensor2d(map, [1, 6]), options).dataSync()]);

it('reads each pixel where its map says, between pixels bilinearly', () => {
  expect(warped([1, 0, 0, 0, 1, 0])).toEqual(row);
  expect(warped([-1, 0, 3, 0, 1, 0])).toEqual([80, 40, 20, 10]);
  expect(warped([1, 0, 0.5, 0, 1, 0]).slice(0, 3)).toEqual([15, 30, 60]);
});

it('repeats the border, or mirrors the picture there', () => {
  expect(warped([1, 0, 2, 0, 1, 0])).toEqual([40, 80, 80, 80]);
  expect(warped([1, 0, 2, 0, 1, 0], { border: 'mirror' })).toEqual([40, 80, 80, 40]);
});

it('gives another size where it is asked for one', () => {
  expect(warped([2, 0, 0, 0, 1, 0], { size: [1, 2] })).toEqual([10, 40]);
});
