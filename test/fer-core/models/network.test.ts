import { describe, expect, it } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { defineNetwork, forwardOutputs, withOutputs } from '../../../packages/fer-core/src/models/network';

const network = defineNetwork('small', {}, [2, 2, 1], (net, input) => net.softmax(net.globalAveragePool(net.relu(net.conv(input, 1, 1)))));
const context = { training: false, follow: () => undefined };

describe('withOutputs', () => {
  it('gives what a layer computes beside the old output, which stays the same', async () => {
    await startBackend();
    const more = withOutputs(network, { before: 'conv2d', after: 'activation' });
    const values = tf.tidy(() => {
      const weights = { 'conv2d/kernel': tf.tensor([2], [1, 1, 1, 1]), 'conv2d/bias': tf.tensor([-1]) };
      const images = tf.tensor([0, 1, 2, 3], [1, 2, 2, 1]);
      const { output } = forwardOutputs(network, images, weights, context);
      const outputs = forwardOutputs(more, images, weights, context);
      return [output, outputs.output, outputs.before, outputs.after].map((tensor) => [...tensor!.dataSync()]);
    });
    // 2x − 1, before and after the ReLU, and the mean of the latter.
    expect(values).toEqual([[2.25], [2.25], [-1, 1, 3, 5], [0, 1, 3, 5]]);
    expect(more.outputs.before).toEqual({ name: 'conv2d', shape: [2, 2, 1] });
    expect(network.outputs).not.toHaveProperty('before');
  });

  it('refuses a layer that is not there', () => {
    expect(() => withOutputs(network, { block: 'conv2d_9' })).toThrow('withOutputs: expected a layer of small, got conv2d_9');
  });
});
