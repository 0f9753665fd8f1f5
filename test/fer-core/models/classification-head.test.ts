import { describe, expect, it } from 'vitest';
import { classificationHead } from '../../../packages/fer-core/src/models/classification-head';
import { landmarkNetwork } from '../../../packages/fer-core/src/models/landmark-network';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { defineNetwork } from '../../../packages/fer-core/src/models/network';
import { xception } from '../../../packages/fer-core/src/models/xception';

describe('classificationHead', () => {
  it('finds the dense head of xception behind its dropout', () => {
    const network = xception();
    const head = classificationHead(network);
    expect(head).toMatchObject({ shape: [6, 6, 7], evidenceLayer: null });
    expect(network.layers.find(({ name }) => name === head.block)).toMatchObject({ kind: 'DenseStage', outputShape: [6, 6, 432] });
  });

  it('finds the convolution before the mean of mini_XCEPTION, and the block before that', () => {
    const network = miniXception();
    const head = classificationHead(network);
    expect(head.shape).toEqual([3, 3, 7]);
    expect(network.layers.find(({ name }) => name === head.evidenceLayer)).toMatchObject({ kind: 'Conv2D', outputShape: [3, 3, 7] });
    expect(network.layers.find(({ name }) => name === head.block)).toMatchObject({ kind: 'Add', outputShape: [3, 3, 128] });
  });

  it.each([
    ['a network that classifies nothing', landmarkNetwork()],
    ['two dense layers', defineNetwork('two', {}, [4, 4, 1], (net, x) => net.softmax(net.dense(net.dense(net.globalAveragePool(net.conv(x, 3, 3)), 5), 2)))],
    ['a ReLU between the mean and the dense layer', defineNetwork('bent', {}, [4, 4, 1], (net, x) => net.softmax(net.dense(net.relu(net.globalAveragePool(net.conv(x, 3, 3))), 2)))],
    ['a mean of something that is no convolution', defineNetwork('bare', {}, [4, 4, 3], (net, x) => net.softmax(net.globalAveragePool(net.relu(x))))],
  ])('refuses %s: its logits are no means of evidence', (_, network) => {
    expect(() => classificationHead(network)).toThrow(/classificationHead: expected a classifier that ends in global average pooling .*, got \w+ that ends in/);
  });
});
