import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { transposedConvolution } from '../../../../packages/fer-core/src/models/layers/transposed-convolution';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const context = { training: true, follow: () => undefined };
const output = (values: number[], kernel: number[], side: number, stride: number): number[] =>
  tf.tidy(() => {
    const { forward, weights } = transposedConvolution([1, values.length, 1], 1, side, stride);
    expect(weights[0]!.shape).toEqual([side, side, 1, 1]);
    const w = tf.tensor(kernel, [side, side, 1, 1]) as Tensor;
    return [...forward([tf.tensor(values, [1, 1, values.length, 1]) as Tensor], { kernel: w, bias: tf.tensor1d([100]) }, context).dataSync()];
  });

it('puts down its kernel for each pixel, side by side where it is as large as the stride', () => {
  expect(output([1, 10], [1, 2, 3, 4], 2, 2)).toEqual([101, 102, 110, 120, 103, 104, 130, 140]);
});

it('adds kernels where they overlap', () => {
  // 4 taps at a stride of 2 begin one pixel before the place; rows of the kernel are alike but for the first two.
  const kernel = [0, 0, 0, 0, 1, 2, 3, 4, 1, 2, 3, 4, 0, 0, 0, 0];
  expect(output([1, 10], kernel, 4, 2).slice(0, 4)).toEqual([102, 103 + 10, 104 + 20, 130]);
});

it('counts its weights and multiplications', () => {
  const { outputShape, multiplyAdds, weights } = transposedConvolution([8, 6, 5], 3, 4, 2);
  expect(outputShape).toEqual([16, 12, 3]);
  expect(multiplyAdds).toBe(8 * 6 * 5 * 3 * 16);
  expect(weights.map(({ shape }) => shape)).toEqual([[4, 4, 3, 5], [3]]);
});

it('refuses a kernel that leaves gaps', () => {
  expect(() => transposedConvolution([8, 8, 1], 1, 2, 4)).toThrow('transposedConvolution: expected a kernel of at least the stride, 4, got 2');
});
