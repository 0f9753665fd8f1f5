import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { separableBlock, startBackend, tf, type SeparableBlockWeights, type Tensor } from '../../../../packages/fer-core/src/backend';
import { largestDifference, noOwnOperations, randomTensor, withOperations } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

function weightsOf(channels: number, filters: number): SeparableBlockWeights {
  return {
    depthwise: randomTensor([3, 3, channels, 1], 2),
    depthwiseBias: randomTensor([channels], 3),
    pointwise: randomTensor([1, 1, channels, filters], 4),
    pointwiseBias: randomTensor([filters], 5),
  };
}

/** Channels below, at and above a register (8), filters that fill tiles (16) and do not, sizes with one column, work worth threads. */
const CASES: [input: number[], filters: number, stride: 1 | 2, shortcut: number[] | undefined][] = [
  [[1, 1, 1, 1], 1, 1, undefined],
  [[1, 2, 2, 3], 5, 2, [1, 1, 1, 5]],
  [[2, 5, 7, 8], 16, 1, [2, 5, 7, 16]],
  [[3, 6, 4, 12], 20, 2, [3, 6, 4, 9]],
  [[1, 8, 8, 42], 48, 2, [1, 8, 8, 42]],
  [[2, 7, 3, 28], 33, 1, [2, 14, 6, 20]],
  [[2, 33, 40, 24], 28, 1, [2, 33, 40, 24]],
  [[1, 96, 96, 32], 8, 1, undefined],
  [[3, 64, 64, 28], 32, 2, [3, 64, 64, 28]],
];

describe('separableBlock', () => {
  it.skipIf(skipped).each(CASES)('agrees with TensorFlow’s operations, %j → %i, stride %i, shortcut %j', (input, filters, stride, shortcutShape) => {
    tf.tidy(() => {
      const x = randomTensor(input, 1);
      const weights = weightsOf(input[3]!, filters);
      const shortcut = shortcutShape && randomTensor(shortcutShape, 6);
      const [own, stock] = (['own', 'stock'] as const).map((kind) => withOperations(kind, () => separableBlock(x, weights, { stride, shortcut })));
      expect(own!.shape).toEqual([input[0], input[1]! / stride, input[2]! / stride, filters]);
      const values = stock!.dataSync();
      expect(values.some((value) => value > 0)).toBe(true);
      expect(largestDifference(own!.dataSync(), values)).toBeLessThan(1e-4);
    });
  });

  it.each(['own', 'stock'] as const)('computes by its definition (%s)', (kind) => {
    tf.tidy(() => {
      // One channel; the kernel takes twice the pixel to the right, the bias 1 is outside the border too.
      const weights = {
        depthwise: tf.tensor([0, 0, 0, 0, 0, 2, 0, 0, 0], [3, 3, 1, 1]),
        depthwiseBias: tf.tensor([1]),
        pointwise: tf.tensor([10, -1], [1, 1, 1, 2]),
        pointwiseBias: tf.tensor([0.5, 2]),
      };
      const x = tf.tensor([1, 2, 3, 4], [1, 2, 2, 1]);
      // Depthwise: 2·2+1, 0+1, 2·4+1, 0+1 = 5, 1, 9, 1.
      const plain = withOperations(kind, () => separableBlock(x, weights, { stride: 1 }));
      expect([...plain.dataSync()]).toEqual([50.5, 0, 10.5, 1, 90.5, 0, 10.5, 1]);
      const added = withOperations(kind, () => separableBlock(x, weights, { stride: 1, shortcut: tf.mul(x, -10.25) }));
      expect([...added.dataSync()]).toEqual([40.25, 0, 0, 1, 59.75, 0, 0, 1]);
      // Stride 2: the only window begins at the first pixel, so the pixel to the right of its middle is beyond the border; the shortcut
      // is the largest of four.
      const halved = withOperations(kind, () => separableBlock(x, weights, { stride: 2, shortcut: x }));
      expect([...halved.dataSync()]).toEqual([14.5, 1]);
    });
  });

  it.skipIf(skipped)('gives the same whatever the batch', () => {
    tf.tidy(() => {
      const weights = weightsOf(24, 24);
      const x = randomTensor([5, 64, 64, 24], 1);
      const all = separableBlock(x, weights, { stride: 1, shortcut: x });
      const third = tf.slice(x, [2, 0, 0, 0], [1, 64, 64, 24]);
      const alone = separableBlock(third, weights, { stride: 1, shortcut: third });
      expect(alone.dataSync()).toEqual(tf.slice(all, [2, 0, 0, 0], [1, 64, 64, 24]).dataSync());
    });
  });

  it('refuses shapes that do not fit', () => {
    tf.tidy(() => {
      const weights = weightsOf(3, 4);
      const x = tf.zeros([1, 4, 4, 3]);
      const refusal = (message: string, given: Partial<SeparableBlockWeights>, stride: 1 | 2 = 1, shortcut?: Tensor, input = x): void => {
        expect(() => separableBlock(input, { ...weights, ...given }, { stride, shortcut })).toThrow(new Error(`separableBlock: ${message}`));
      };
      refusal('expected depthwise [3, 3, 3, 1], got [5, 5, 3, 1]', { depthwise: tf.zeros([5, 5, 3, 1]) });
      refusal('expected depthwiseBias [3], got [4]', { depthwiseBias: tf.zeros([4]) });
      refusal('expected pointwise [1, 1, 3, 4], got [1, 1, 2, 4]', { pointwise: tf.zeros([1, 1, 2, 4]) });
      refusal('expected pointwiseBias [4], got [1]', { pointwiseBias: tf.zeros([1]) });
      refusal('expected a size that 2 divides, got 3×4', {}, 2, undefined, tf.zeros([1, 3, 4, 3]));
      refusal('expected shortcut [1, 8, 8, 4], got [1, 8, 8, 5]', {}, 1, tf.zeros([1, 8, 8, 5]));
      refusal('expected shortcut [1, 4, 4, 3], got [1, 3, 4, 3]', {}, 2, tf.zeros([1, 3, 4, 3]));
    });
  });
});
