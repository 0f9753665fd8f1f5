import { batchNormInInference, batchNormInTraining, relu, type ChannelScaling } from '../../backend';
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
    takesRelu: true,
    forward: ([x], weights, context) => {
      const { gamma, beta, moving_mean: movingMean, moving_variance: movingVariance } = weights;
      const withRelu = context.reluFollows ?? false;
      if (!context.training) {
        const normalized = batchNormInInference(x!, gamma!, beta!, movingMean!, movingVariance!, epsilon);
        return withRelu ? relu(normalized) : normalized;
      }
      const { y, mean, variance } = batchNormInTraining(x!, gamma!, beta!, epsilon, withRelu);
      context.follow('moving_mean', mean, momentum);
      context.follow('moving_variance', variance, momentum);
      return y;
    },
    plan: (plan, [x], { gamma, beta, moving_mean: mean, moving_variance: variance }) =>
      plan.scaling(x!, normScaling({ gamma: gamma!, beta: beta!, mean: mean!, variance: variance!, epsilon })),
  };
}

/** What a batch norm with moving statistics does to each channel. */
export function normScaling({ gamma, beta, mean, variance, epsilon }: Record<'gamma' | 'beta' | 'mean' | 'variance', Float32Array> & { epsilon: number }): ChannelScaling {
  const scale = gamma.map((value, channel) => value / Math.sqrt(variance[channel]! + epsilon));
  return { scale, shift: beta.map((value, channel) => value - mean[channel]! * scale[channel]!) };
}
