import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxPool, startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { noOwnOperations, parity, randomTensor } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

/** Channels that fill registers (8) and that do not; windows that overlap, touch and leave pixels out; images smaller than the window. */
const CASES: [input: number[], window: number, stride: number, padding: 'same' | 'valid'][] = [
  [[2, 8, 8, 16], 3, 2, 'same'],
  [[3, 11, 9, 5], 3, 2, 'same'],
  [[17, 6, 6, 24], 3, 2, 'same'],
  [[1, 7, 8, 19], 3, 1, 'same'],
  [[2, 9, 10, 8], 3, 2, 'valid'],
  [[2, 10, 10, 3], 2, 2, 'valid'],
  [[1, 12, 11, 8], 2, 3, 'valid'],
  [[1, 10, 9, 9], 5, 3, 'same'],
  [[2, 1, 2, 8], 3, 2, 'same'],
];

describe.skipIf(skipped)('our own max-pooling', () => {
  it.each(CASES)('of %j, window %i, stride %i, %s: value and gradient are those of TensorFlow', (input, window, stride, padding) => {
    const x = randomTensor(input, 1);
    expect(parity((image) => maxPool(image!, window, stride, padding), [x])).toBeLessThan(1e-6);
    x.dispose();
  });

  it('gives the gradient to the first of equal pixels, as TensorFlow does', () => {
    const x = tf.tidy(() => tf.round(tf.mul(randomTensor([2, 9, 9, 11], 3), 1.2))); // −1, 0 and 1
    expect(parity((image) => maxPool(image!, 3, 2, 'same'), [x])).toBe(0);
    x.dispose();
  });
});

it('knows negative images: beyond the border is nothing, not zero', () => {
  tf.tidy(() => {
    const x: Tensor = tf.fill([1, 3, 3, 2], -5);
    expect([...maxPool(x, 3, 2, 'same').dataSync()]).toEqual(Array(8).fill(-5));
  });
});
