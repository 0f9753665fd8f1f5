import { expect, it } from 'vitest';
import { relu, startBackend, tf } from '../../../../packages/fer-core/src/backend';

await startBackend();

it('cuts off below zero, and lets the gradient through above it only', () => {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad(relu)(tf.tensor1d([-2, -0.5, 0, 0.5, 2]), tf.tensor1d([1, 2, 3, 4, 5]));
    expect([...value.dataSync()]).toEqual([0, 0, 0, 0.5, 2]);
    expect([...grad.dataSync()]).toEqual([0, 0, 0, 4, 5]);
  });
  expect(tf.memory().numTensors).toBe(before);
});
