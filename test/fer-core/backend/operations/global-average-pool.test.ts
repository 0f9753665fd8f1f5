import { expect, it } from 'vitest';
import { globalAveragePool, startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { largestDifference, randomTensor } from '../own-operations';

await startBackend();

it('is the mean over the image plane, and gives each pixel an equal share of the gradient', () => {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 6, 40], [1, 2, 2, 2]);
    expect([...globalAveragePool(x).dataSync()]).toEqual([3, 25]);
    const larger = randomTensor([3, 4, 5, 6], 1);
    const dy = randomTensor([3, 6], 2);
    const { value, grad } = tf.valueAndGrad(globalAveragePool)(larger, dy);
    expect(value.shape).toEqual([3, 6]);
    const weights = dy.dataSync();
    const expected = Float32Array.from({ length: 360 }, (_, i) => weights[Math.floor(i / 120) * 6 + (i % 6)]! / 20);
    expect(largestDifference(grad.dataSync(), expected)).toBeLessThan(1e-7);
  });
  expect(tf.memory().numTensors).toBe(before);
});
