import { defineNetwork } from '../../../packages/fer-core/src/models/network';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';

/**
 * A model of the classes bright and dark, computed by hand: a block of two maps, x and 1 − x of gray levels in [0, 1], then their means, then
 * logits 4·first + 1 and 4·second − 1. The evidence of bright is 4x + 1, that of dark 3 − 4x.
 * @param end whether the linear map lies behind the mean or before it
 */
export function brightnessModel(end: 'dense' | 'convolution', height = 2, width = 3): SavedModel {
  const built = defineNetwork('brightness', {}, [height, width, 1], (net, input) => {
    const block = net.conv(input, 2, 1);
    return net.softmax(
      end === 'dense'
        ? net.dense(net.dropout(net.globalAveragePool(block), 0.5), 2)
        : net.globalAveragePool(net.conv(block, 2, 1)),
    );
  });
  const last = end === 'dense' ? 'dense' : 'conv2d_1';
  return {
    network: 'brightness',
    networkOptions: {},
    inputRange: 'unit',
    labels: ['bright', 'dark'],
    weightsSha256: 'none',
    training: {},
    built,
    weights: {
      'conv2d/kernel': Float32Array.of(1, -1),
      'conv2d/bias': Float32Array.of(0, 1),
      [`${last}/kernel`]: Float32Array.of(4, 0, 0, 4),
      [`${last}/bias`]: Float32Array.of(1, -1),
    },
  };
}

/** Levels in [0, 1] as bytes; fifths of 255 are whole. */
export function gray(...levels: number[]): Uint8Array {
  return Uint8Array.from(levels, (level) => Math.round(255 * level));
}
