import { batchNormInInference, batchNormInTraining, tf } from '../../backend';
import type { LayerDefinition } from '../layer';

export interface BatchNormOptions {
  /** Share of the old moving statistics that is kept at each step; default 0.99, as Keras. */
  momentum?: number;
  /** Added to the variance; default 0.001, as Keras. */
  epsilon?: number;
}

/** Batch normalization over the last axis of [height, width, channels] (Ioffe & Szegedy 2015). */
export function batchNormalization(input: number[], { momentum = 0.99, epsilon = 0.001 }: BatchNormOptions = {}): LayerDefinition {
  const channels = [input[input.length - 1]!];
  return {
    kind: 'BatchNormalization',
    outputShape: input,
    weights: [
      { name: 'gamma', shape: channels, initializer: 'ones', trainable: true },
      { name: 'beta', shape: channels, initializer: 'zeros', trainable: true },
      { name: 'moving_mean', shape: channels, initializer: 'zeros', trainable: false },
      { name: 'moving_variance', shape: channels, initializer: 'ones', trainable: false },
    ],
    settings: { epsilon },
    multiplyAdds: 0,
    forward: ([x], weights, context) => {
      const { gamma, beta, moving_mean: movingMean, moving_variance: movingVariance } = weights;
      if (!context.training) return batchNormInInference(x!, gamma!, beta!, movingMean!, movingVariance!, epsilon);
      const { y, mean, variance } = batchNormInTraining(x!, gamma!, beta!, epsilon);
      context.assign('moving_mean', tf.add(tf.mul(movingMean!, momentum), tf.mul(mean, 1 - momentum)));
      context.assign('moving_variance', tf.add(tf.mul(movingVariance!, momentum), tf.mul(variance, 1 - momentum)));
      return y;
    },
  };
}
