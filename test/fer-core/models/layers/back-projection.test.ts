import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { backProjection } from '../../../../packages/fer-core/src/models/layers/back-projection';
import { applyMatrices } from '../../../../packages/fer-core/src/super-resolve/bicubic';
import { resizeMatrix } from '../../../../packages/fer-core/src/super-resolve/resize-matrix';
import { largestDifference, randomTensor } from '../../backend/own-operations';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const [SIDE, SMALL] = [32, 4];
const resized = (picture: ArrayLike<number>, from: number, to: number): Float64Array =>
  applyMatrices({ width: from, height: from, pixels: picture }, resizeMatrix(from, to), resizeMatrix(from, to));
const projected = (picture: ArrayLike<number>, enlarged: ArrayLike<number>): Float32Array =>
  tf.tidy(() => {
    const [a, b] = [picture, enlarged].map((values) => tf.tensor(Float32Array.from(values), [1, SIDE, SIDE, 3]) as Tensor) as [Tensor, Tensor];
    return backProjection([SIDE, SIDE, 3], SMALL).forward([a, b], {}, { training: true, follow: () => undefined }).dataSync<'float32'>().slice();
  });
const random = (seed: number, length: number): Float32Array => tf.tidy(() => randomTensor([length], seed, [0, 1]).dataSync<'float32'>().slice());

describe('backProjection', () => {
  const small = random(1, SMALL * SMALL * 3);
  const enlarged = resized(small, SMALL, SIDE);

  it('makes any picture agree with the small one', () => {
    expect(largestDifference(resized(projected(random(2, SIDE * SIDE * 3), enlarged), SIDE, SMALL), small)).toBeLessThan(1e-4);
  });

  it('never leads away from a picture that agrees', () => {
    const truth = projected(random(3, SIDE * SIDE * 3), enlarged);
    const guess = random(4, SIDE * SIDE * 3);
    const distance = (values: ArrayLike<number>): number => truth.reduce((sum, value, i) => sum + (value - values[i]!) ** 2, 0);
    expect(distance(projected(guess, enlarged))).toBeLessThan(distance(guess));
    expect(largestDifference(projected(truth, enlarged), truth)).toBeLessThan(1e-4);
  });
});
