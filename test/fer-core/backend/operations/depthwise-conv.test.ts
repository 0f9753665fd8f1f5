import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { depthwiseConv, startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { largestDifference, noOwnOperations, parity, randomTensor, valueAndGradients, withOperations } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

interface Case {
  /** [batch, height, width, channels] */
  input: number[];
  kernel: number;
  stride?: number;
  padding?: 'same' | 'valid';
  dilations?: number[];
}

/** The value and both gradients by their definition, tap by tap. `dy` weighs the outputs. */
function byDefinition(x: Float32Array, w: Float32Array, dy: Float32Array, { input, kernel, stride = 1, padding = 'same', dilations = [1] }: Case): Float32Array[] {
  const [batch, height, width, channels] = input as [number, number, number, number];
  const places = (length: number, dilation: number): number =>
    padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - (kernel - 1) * dilation - 1) / stride) + 1;
  const [rows, columns] = [places(height, dilations[0]!), places(width, dilations[0]!)];
  const y = new Float32Array(batch * rows * columns * channels);
  const dx = new Float32Array(x.length);
  const dw = new Float32Array(w.length);
  for (let c = 0; c < channels; c++) {
    const dilation = dilations[Math.floor((c * dilations.length) / channels)]!;
    const before = (length: number, out: number): number =>
      padding === 'same' ? Math.floor(Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - length) / 2) : 0;
    const [top, left] = [before(height, rows), before(width, columns)];
    for (let n = 0; n < batch; n++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          for (let i = 0; i < kernel; i++)
            for (let j = 0; j < kernel; j++) {
              const [inRow, inColumn] = [row * stride - top + i * dilation, column * stride - left + j * dilation];
              if (inRow < 0 || inRow >= height || inColumn < 0 || inColumn >= width) continue;
              const from = ((n * height + inRow) * width + inColumn) * channels + c;
              const to = ((n * rows + row) * columns + column) * channels + c;
              const tap = (i * kernel + j) * channels + c;
              y[to]! += x[from]! * w[tap]!;
              dx[from]! += dy[to]! * w[tap]!;
              dw[tap]! += dy[to]! * x[from]!;
            }
  }
  return [y, dx, dw];
}

const UNDILATED: Case[] = [2, 3, 5, 7].flatMap((kernel) =>
  ([1, 2] as const).flatMap((stride) => (['same', 'valid'] as const).map((padding) => ({ input: [3, 9, 11, 13], kernel, stride, padding }))),
);
const DILATED: Case[] = [
  { input: [2, 10, 7, 5], kernel: 3, dilations: [2] },
  { input: [2, 10, 9, 8], kernel: 3, dilations: [2], padding: 'valid' },
  { input: [2, 10, 7, 3], kernel: 2, dilations: [3] },
  { input: [1, 11, 13, 9], kernel: 5, dilations: [2] },
  { input: [2, 9, 8, 6], kernel: 3, dilations: [1, 2] },
  { input: [2, 12, 12, 48], kernel: 3, dilations: [1, 2] },
  { input: [2, 7, 9, 15], kernel: 3, dilations: [1, 2, 3] },
  { input: [17, 6, 6, 24], kernel: 3, dilations: [1, 2, 3] }, // more images than blocks
  { input: [1, 3, 3, 10], kernel: 3, dilations: [4, 1] }, // taps that lie outside the image altogether
];
const SIZES: Case[] = [
  { input: [1, 1, 1, 1], kernel: 3 },
  { input: [2, 4, 5, 8], kernel: 3 }, // whole registers
  { input: [2, 4, 3, 24], kernel: 3 }, // two registers and one
  { input: [2, 5, 6, 31], kernel: 5, stride: 2 },
  { input: [2, 8, 8, 16], kernel: 3, stride: 2 },
];
const title = ({ input, kernel, stride = 1, padding = 'same', dilations = [1] }: Case): string =>
  `[${input.join(', ')}] by ${kernel}×${kernel}, stride ${stride}, ${padding}, dilations ${dilations.join(' ')}`;

function tensors({ input, kernel }: Case): Tensor[] {
  return [randomTensor(input, 1), randomTensor([kernel, kernel, input[3]!, 1], 2)];
}

const convolve = ({ stride = 1, padding = 'same', dilations = [1] }: Case) => (...[x, w]: Tensor[]): Tensor =>
  depthwiseConv(x!, w!, { stride, padding, dilations });

for (const kind of ['own', 'stock'] as const) {
  describe.skipIf(kind === 'own' && skipped)(`with ${kind} operations`, () => {
    it.each([...UNDILATED, ...DILATED, ...SIZES].map((each) => [title(each), each] as const))('value and gradients of %s', (_, each) => {
      const [x, w] = tensors(each);
      const results = withOperations(kind, () => valueAndGradients(convolve(each), [x!, w!]));
      const dy = randomTensor([results[0]!.length], 99);
      const expected = byDefinition(x!.dataSync<'float32'>(), w!.dataSync<'float32'>(), dy.dataSync<'float32'>(), each);
      results.forEach((values, i) => expect(largestDifference(values, expected[i]!), ['y', 'dx', 'dkernel'][i]).toBeLessThan(1e-4));
      tf.dispose([x!, w!, dy]);
    });
  });
}

it.skipIf(skipped)('our own and the composed one agree on a batch like those of a training', () => {
  const each: Case = { input: [20, 12, 12, 80], kernel: 3, dilations: [1, 2] };
  const inputs = tensors(each);
  expect(parity(convolve(each), inputs)).toBeLessThan(2e-4);
  tf.dispose(inputs);
});
