import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pointwiseConv, startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { largestDifference, noOwnOperations, parity, randomTensor, valueAndGradients, withOperations } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

/** Channels, filters and rows that fill tiles (6 × 16), registers (8), panels (48 rows) and blocks (16 panels) and that do not. */
const CASES: [input: number[], filters: number][] = [
  [[1, 1, 1, 1], 1],
  [[1, 7, 7, 5], 3],
  [[2, 5, 5, 7], 17],
  [[3, 8, 6, 16], 16],
  [[1, 5, 10, 9], 33],
  [[2, 31, 29, 13], 21],
  [[5, 12, 12, 48], 80],
];
const convolve = (...[x, w]: Tensor[]): Tensor => pointwiseConv(x!, w!);
const tensors = (input: number[], filters: number): Tensor[] => [randomTensor(input, 1), randomTensor([1, 1, input[3]!, filters], 2)];

/** y = x · w, dx = dy · wᵀ, dw = xᵀ · dy, one product after the other. */
function byDefinition(x: Float32Array, w: Float32Array, dy: Float32Array, channels: number, filters: number): Float32Array[] {
  const rows = x.length / channels;
  const [y, dx, dw] = [new Float32Array(rows * filters), new Float32Array(x.length), new Float32Array(w.length)];
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < filters; f++) {
        y[row * filters + f]! += x[row * channels + c]! * w[c * filters + f]!;
        dx[row * channels + c]! += dy[row * filters + f]! * w[c * filters + f]!;
        dw[c * filters + f]! += x[row * channels + c]! * dy[row * filters + f]!;
      }
  return [y, dx, dw];
}

describe.skipIf(skipped)('our own operation', () => {
  it.each(CASES)('computes value and gradients of %j to %i filters', (input, filters) => {
    const [x, w] = tensors(input, filters);
    const results = withOperations('own', () => valueAndGradients(convolve, [x!, w!]));
    const dy = randomTensor([results[0]!.length], 99);
    const expected = byDefinition(x!.dataSync<'float32'>(), w!.dataSync<'float32'>(), dy.dataSync<'float32'>(), input[3]!, filters);
    results.forEach((values, i) => expect(largestDifference(values, expected[i]!), ['y', 'dx', 'dkernel'][i]).toBeLessThan(2e-4));
    expect(parity(convolve, [x!, w!])).toBeLessThan(2e-4);
    tf.dispose([x!, w!, dy]);
  });
});

it('a stride leaves out the pixels between', () => {
  tf.tidy(() => {
    const [x, w] = tensors([1, 5, 4, 3], 2);
    const every = pointwiseConv(x!, w!);
    const second = pointwiseConv(x!, w!, 2);
    expect(second.shape).toEqual([1, 3, 2, 2]);
    const picked = tf.stridedSlice(every, [0, 0, 0, 0], [1, 5, 4, 2], [1, 2, 2, 1]);
    expect(largestDifference(second.dataSync(), picked.dataSync())).toBeLessThan(1e-6);
  });
});

describe.skipIf(skipped)('with a stride', () => {
  it.each([[2, [3, 10, 10, 16], 32], [2, [2, 5, 7, 3], 5], [3, [1, 8, 8, 4], 4]] as const)('of %i, value and gradients are those of the pixels that are left', (stride, input, filters) => {
    const [x, w] = tensors([...input], filters);
    const [y, dx, dkernel] = withOperations('own', () => valueAndGradients((image, kernel) => pointwiseConv(image!, kernel!, stride), [x!, w!]));
    const left = (image: Tensor): Float32Array => tf.stridedSlice(image, [0, 0, 0, 0], [...input], [1, stride, stride, 1]).dataSync<'float32'>();
    tf.tidy(() => {
      const dy = randomTensor([y!.length], 99).dataSync<'float32'>();
      const expected = byDefinition(left(x!), w!.dataSync<'float32'>(), dy, input[3], filters);
      const results = [y!, left(tf.tensor(dx!, [...input])), dkernel!];
      results.forEach((values, i) => expect(largestDifference(values, expected[i]!), ['y', 'dx', 'dkernel'][i]).toBeLessThan(1e-4));
      expect(dx!.filter((value) => value !== 0).length, 'pixels between have no gradient').toBe(expected[1]!.length);
    });
    tf.dispose([x!, w!]);
  });
});
