import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchNormInTraining, startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { largestDifference, noOwnOperations, parity, randomTensor, withOperations } from '../own-operations';

const EPSILON = 0.001;
const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

/** Shapes with fewer rows than blocks, rows that fill no block, and more rows than are summed in float at once. */
const SHAPES = [[1, 1, 2, 3], [2, 3, 3, 5], [3, 5, 7, 8], [2, 40, 41, 17], [4, 20, 20, 48]];

describe.skipIf(skipped)('our own operation', () => {
  for (const withRelu of [false, true]) {
    it.each(SHAPES)(`gives TensorFlow's values and three gradients, ${withRelu ? 'with' : 'without'} ReLU, [%i, %i, %i, %i]`, (...shape) => {
      const inputs = [randomTensor(shape, 1, [-2, 3]), randomTensor([shape[3]!], 2, [0.5, 2]), randomTensor([shape[3]!], 3)];
      const run = (x: Tensor, gamma: Tensor, beta: Tensor) => batchNormInTraining(x, gamma, beta, EPSILON, withRelu).y;
      // Sums over up to 3280 rows in two orders.
      expect(parity(run as (...all: Tensor[]) => Tensor, inputs)).toBeLessThan(2e-4);
      tf.dispose(inputs);
    });
  }
});

for (const kind of ['own', 'stock'] as const) {
  describe(`with ${kind} operations`, () => {
    it('mean and variance are those of the batch, the variance divided by n', () => {
      // Two channels: 1, 2, 3, 6 with mean 3 and variance 14 / 4; 0, 0, 0, 4 with mean 1 and variance 12 / 4.
      tf.tidy(() => {
        const x = tf.tensor4d([1, 0, 2, 0, 3, 0, 6, 4], [1, 2, 2, 2]);
        const { y, mean, variance } = withOperations(kind, () => batchNormInTraining(x, tf.tensor1d([2, 1]), tf.tensor1d([0.5, 0]), EPSILON));
        expect(largestDifference(mean.dataSync(), [3, 1])).toBeLessThan(1e-6);
        expect(largestDifference(variance.dataSync(), [3.5, 3])).toBeLessThan(1e-5);
        const expected = [1, 0, 2, 0, 3, 0, 6, 4].map((value, i) =>
          i % 2 ? (value - 1) / Math.sqrt(3 + EPSILON) : (2 * (value - 3)) / Math.sqrt(3.5 + EPSILON) + 0.5,
        );
        expect(largestDifference(y.dataSync(), expected)).toBeLessThan(1e-5);
      });
    });

    it('keeps its precision where the mean is large beside the spread', () => {
      tf.tidy(() => {
        const spread = randomTensor([2, 16, 16, 4], 4);
        const one = tf.ones([4]);
        const zero = tf.zeros([4]);
        const [near, far] = [spread, tf.add(spread, 1000)].map((x) => withOperations(kind, () => batchNormInTraining(x, one, zero, EPSILON)));
        expect(largestDifference(far!.variance.dataSync(), near!.variance.dataSync())).toBeLessThan(1e-3);
        expect(largestDifference(far!.y.dataSync(), near!.y.dataSync())).toBeLessThan(5e-3);
      });
    });

    it('epsilon and ReLU change the result', () => {
      tf.tidy(() => {
        const x = randomTensor([2, 3, 3, 2], 5);
        const run = (epsilon: number, withRelu: boolean) =>
          withOperations(kind, () => batchNormInTraining(x, tf.ones([2]), tf.zeros([2]), epsilon, withRelu).y.dataSync());
        const plain = run(EPSILON, false);
        expect(largestDifference(run(1, false), plain)).toBeGreaterThan(0.1);
        expect(run(EPSILON, true)).toEqual(plain.map((value) => Math.max(0, value)));
      });
    });

    it('lets a number that is none through', () => {
      tf.tidy(() => {
        const x = tf.tensor4d([NaN, 1, 2, 3], [1, 2, 2, 1]);
        const { y, mean } = withOperations(kind, () => batchNormInTraining(x, tf.ones([1]), tf.zeros([1]), EPSILON, true));
        expect(mean.dataSync()[0]).toBeNaN();
        expect([...y.dataSync()].every(Number.isNaN)).toBe(true);
      });
    });
  });
}
