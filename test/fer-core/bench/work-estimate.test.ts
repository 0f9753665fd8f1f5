import { describe, expect, it } from 'vitest';
import { estimateWork } from '../../../packages/fer-core/src/bench/work-estimate';
import { defineNetwork } from '../../../packages/fer-core/src/models/network';

describe('estimateWork', () => {
  // Input 4×4×1 = 16 numbers; the convolution gives 4×4×2 = 32 by 16 · 2 · 9 multiply-adds; pooling gives 2, softmax 2.
  const network = defineNetwork('tiny', {}, [4, 4, 1], (net, x) => net.softmax(net.globalAveragePool(net.conv(x, 2, 3))));

  it('counts two operations a multiply-add and each layer reading and writing once', () => {
    expect(estimateWork(network, 1, false)).toEqual({ flops: 2 * 288, bytes: 4 * (16 + (16 + 32) + (32 + 2) + (2 + 2)) });
  });

  it('grows with the batch, and threefold for training', () => {
    const { flops, bytes } = estimateWork(network, 1, false);
    expect(estimateWork(network, 5, false)).toEqual({ flops: 5 * flops, bytes: 5 * bytes });
    expect(estimateWork(network, 5, true)).toEqual({ flops: 15 * flops, bytes: 15 * bytes });
  });
});
