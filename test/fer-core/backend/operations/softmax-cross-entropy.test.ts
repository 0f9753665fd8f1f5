import { expect, it } from 'vitest';
import { softmaxCrossEntropy, startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { largestDifference, randomTensor } from '../own-operations';

await startBackend();

/** Three images of four classes; the middle one's target is soft. */
const TARGETS = [[0, 1, 0, 0], [0.4, 0.3, 0.2, 0.1], [0, 0, 0, 1]];
const WEIGHTS = [1, 0.5, 3];

function byDefinition(logits: Float32Array, weights: number[]): { loss: number; gradient: number[] } {
  let loss = 0;
  const gradient = TARGETS.flatMap((target, row) => {
    const exponents = [...logits.subarray(row * 4, row * 4 + 4)].map(Math.exp);
    const sum = exponents.reduce((a, b) => a + b);
    const softmax = exponents.map((value) => value / sum);
    loss -= (weights[row]! / 3) * target.reduce((total, t, k) => total + t * Math.log(softmax[k]!), 0);
    return softmax.map((p, k) => (weights[row]! / 3) * (p - target[k]!));
  });
  return { loss, gradient };
}

it.each([
  ['without weights', undefined],
  ['with image weights', WEIGHTS],
])('value and gradient %s are those of the definition, averaged over the batch', (_, weights) => {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const logits = randomTensor([3, 4], 1, [-3, 3]);
    const run = (x: Tensor) => softmaxCrossEntropy(x, tf.tensor2d(TARGETS), weights && tf.tensor1d(weights));
    const { value, grad } = tf.valueAndGrad(run)(logits);
    const { loss, gradient } = byDefinition(logits.dataSync<'float32'>(), weights ?? [1, 1, 1]);
    expect(value.shape).toEqual([]);
    expect(value.dataSync()[0]).toBeCloseTo(loss, 5);
    expect(largestDifference(grad.dataSync(), gradient)).toBeLessThan(1e-6);
  });
  expect(tf.memory().numTensors).toBe(before);
});

it('stays finite for large logits, and shows a logit that is no number', () => {
  tf.tidy(() => {
    const of = (logits: number[][]) => softmaxCrossEntropy(tf.tensor2d(logits), tf.tensor2d([[0, 1]])).dataSync()[0];
    expect(of([[500, -500]])).toBeCloseTo(1000, 2);
    expect(of([[NaN, 0]])).toBeNaN();
  });
});
