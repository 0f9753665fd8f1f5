import { globalAveragePool, tf } from '../../backend';
import type { LayerDefinition } from '../layer';
import { outputLength, type Padding } from './convolution';

/** The largest value under a square window, [height, width, channels] → [height', width', channels]. */
export function maxPooling(input: number[], window: number, stride: number, padding: Padding = 'same'): LayerDefinition {
  const [height, width, channels] = input as [number, number, number];
  return {
    kind: 'MaxPooling2D',
    outputShape: [outputLength(height, window, stride, padding), outputLength(width, window, stride, padding), channels],
    weights: [],
    settings: { pool_size: window, strides: stride, padding, data_format: 'channels_last' },
    multiplyAdds: 0,
    forward: ([x]) => tf.maxPool(x as tf.Tensor4D, window, stride, padding),
    plan: (plan, [x]) => plan.pooling(x!, { window, stride, padding }, 'largest'),
  };
}

/** The mean under a square window, [height, width, channels] → [height', width', channels]. */
export function averagePooling(input: number[], window: number, stride: number, padding: Padding = 'same'): LayerDefinition {
  return {
    ...maxPooling(input, window, stride, padding),
    kind: 'AveragePooling2D',
    forward: ([x]) => tf.avgPool(x as tf.Tensor4D, window, stride, padding),
    plan: (plan, [x]) => plan.pooling(x!, { window, stride, padding }, 'mean'),
  };
}

/** The mean over the image plane, [height, width, channels] → [channels]. */
export function globalAveragePooling(input: number[]): LayerDefinition {
  return {
    kind: 'GlobalAveragePooling2D',
    outputShape: [input[2]!],
    weights: [],
    multiplyAdds: 0,
    forward: ([x]) => globalAveragePool(x!),
    plan: (plan, [x]) => plan.globalMean(x!),
  };
}

/** A weighted sum of all inputs for each unit, [channels] → [units]. */
export function fullyConnected(input: number[], units: number): LayerDefinition {
  const channels = input[0]!;
  return {
    kind: 'Dense',
    outputShape: [units],
    weights: [
      { name: 'kernel', shape: [channels, units], initializer: 'glorotUniform', trainable: true },
      { name: 'bias', shape: [units], initializer: 'zeros', trainable: true },
    ],
    multiplyAdds: channels * units,
    forward: ([x], { kernel, bias }) => tf.add(tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D), bias!),
    plan: (plan, [x], { kernel, bias }) => plan.convolution(x!, kernel!, bias!, { window: 1, stride: 1, padding: 'same' }),
  };
}
