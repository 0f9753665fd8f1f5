import { expect, it } from 'vitest';
import { startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { upSampling } from '../../../../packages/fer-core/src/models/layers/up-sampling';

await startBackend();
const CONTEXT = { training: false, follow: () => undefined };

it('repeats each pixel in a square of two by two', () => {
  const layer = upSampling([2, 2, 2]);
  expect(layer.outputShape).toEqual([4, 4, 2]);
  const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [1, 2, 2, 2]);
  const y = layer.forward([x], {}, CONTEXT) as tf.Tensor4D;
  const channel = (index: number): unknown => tf.squeeze(tf.slice(y, [0, 0, 0, index], [-1, -1, -1, 1])).arraySync();
  expect(channel(0)).toEqual([[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]]);
  expect(channel(1)).toEqual([[10, 10, 20, 20], [10, 10, 20, 20], [30, 30, 40, 40], [30, 30, 40, 40]]);
});

it('adds up the gradients of the four', () => {
  const layer = upSampling([1, 2, 1]);
  const weights = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]);
  const gradient = tf.grad((x) => tf.sum(tf.mul(layer.forward([x], {}, CONTEXT), weights)))(tf.zeros([1, 1, 2, 1]));
  expect([...gradient.dataSync()]).toEqual([1 + 2 + 5 + 6, 3 + 4 + 7 + 8]);
});
