import { afterEach, beforeEach, expect, it } from 'vitest';
import { biasAdd, startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { largestDifference, randomTensor, valueAndGradients } from '../own-operations';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

it('adds to each channel, with the gradients of a broadcast sum', () => {
  const inputs = [randomTensor([2, 3, 5, 4], 1), randomTensor([4], 2)];
  const ours = valueAndGradients((x, bias) => biasAdd(x!, bias!), inputs);
  const theirs = valueAndGradients((x, bias) => tf.add(x!, bias!), inputs);
  ours.forEach((values, i) => expect(largestDifference(values, theirs[i]!)).toBeLessThan(1e-5));
  inputs.forEach((tensor) => tensor.dispose());
});
