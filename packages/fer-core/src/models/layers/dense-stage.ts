import { denseStage, type ChannelScaling, type PlannedModule } from '../../backend';
import { InputError } from '../../input-error';
import type { LayerDefinition, WeightSpec } from '../layer';
import { normScaling } from './normalization';

export interface DenseStageLayerOptions {
  /** Densely connected modules in a row. */
  modules: number;
  /** Channels between a module's two 1×1 convolutions. */
  bottleneck: number;
  /** Channels that each module adds. */
  growth: number;
  /** Distances between the taps of the 3×3 depthwise kernels in pixels, each for an equal share of the bottleneck's channels. */
  dilations: number[];
}

const KERNEL = 3;
/** As Keras's batch normalization. */
const EPSILON = 0.001;
const MOMENTUM = 0.99;

/**
 * A stage of densely connected depthwise-separable modules, [height, width, channels] → [height, width, channels + modules · growth].
 * Each module reads all channels before it: 1×1 convolution to `bottleneck` channels, batch norm, ReLU, depthwise 3×3 at several
 * dilations, 1×1 convolution to `growth` channels, batch norm, ReLU; its channels are put beside those it read.
 * Weights of all modules are stacked, so that one operation can compute the stage.
 */
export function denseStageLayer(input: number[], { modules, bottleneck, growth, dilations }: DenseStageLayerOptions): LayerDefinition {
  const [height, width, channels] = input as [number, number, number];
  if (bottleneck % dilations.length !== 0) {
    throw new InputError(`denseStage: expected a bottleneck in ${dilations.length} equal groups, got ${bottleneck} channels`);
  }
  const rows = modules * channels + (growth * modules * (modules - 1)) / 2;
  const normalization = (part: string, width: number): WeightSpec[] => [
    { name: `${part}_gamma`, shape: [modules, width], initializer: 'ones', trainable: true },
    { name: `${part}_beta`, shape: [modules, width], initializer: 'zeros', trainable: true },
    { name: `${part}_moving_mean`, shape: [modules, width], initializer: 'zeros', trainable: false },
    { name: `${part}_moving_variance`, shape: [modules, width], initializer: 'ones', trainable: false },
  ];
  return {
    kind: 'DenseStage',
    outputShape: [height, width, channels + modules * growth],
    weights: [
      { name: 'reduce_kernel', shape: [rows, bottleneck], initializer: 'heNormal', fanIn: rows / modules, trainable: true },
      ...normalization('reduce', bottleneck),
      { name: 'depthwise_kernel', shape: [modules, KERNEL, KERNEL, bottleneck], initializer: 'heNormal', fanIn: KERNEL ** 2, trainable: true },
      { name: 'expand_kernel', shape: [modules, bottleneck, growth], initializer: 'heNormal', fanIn: bottleneck, trainable: true },
      ...normalization('expand', growth),
    ],
    multiplyAdds: height * width * (rows * bottleneck + modules * bottleneck * (KERNEL ** 2 + growth)),
    forward: ([x], w, context) => {
      const stacked = {
        reduce: w.reduce_kernel!,
        reduceGamma: w.reduce_gamma!,
        reduceBeta: w.reduce_beta!,
        reduceMean: w.reduce_moving_mean!,
        reduceVariance: w.reduce_moving_variance!,
        depthwise: w.depthwise_kernel!,
        expand: w.expand_kernel!,
        expandGamma: w.expand_gamma!,
        expandBeta: w.expand_beta!,
        expandMean: w.expand_moving_mean!,
        expandVariance: w.expand_moving_variance!,
      };
      const { y, statistics } = denseStage(x!, stacked, { dilations, epsilon: EPSILON, training: context.training });
      if (!statistics) return y;
      context.follow('reduce_moving_mean', statistics.reduceMean, MOMENTUM);
      context.follow('reduce_moving_variance', statistics.reduceVariance, MOMENTUM);
      context.follow('expand_moving_mean', statistics.expandMean, MOMENTUM);
      context.follow('expand_moving_variance', statistics.expandVariance, MOMENTUM);
      return y;
    },
    plan: (plan, [x], weights) => plan.denseStage(x!, plannedModules(weights, { channels, modules, bottleneck, growth }), dilations),
  };
}

/** The weights of each module, from the stacked ones. */
function plannedModules(weights: Record<string, Float32Array>, { channels, modules, bottleneck, growth }: { channels: number; modules: number; bottleneck: number; growth: number }): PlannedModule[] {
  const part = (name: string, module: number, length: number): Float32Array => weights[name]!.subarray(module * length, (module + 1) * length);
  const norm = (name: string, module: number, length: number): ChannelScaling =>
    normScaling({
      gamma: part(`${name}_gamma`, module, length),
      beta: part(`${name}_beta`, module, length),
      mean: part(`${name}_moving_mean`, module, length),
      variance: part(`${name}_moving_variance`, module, length),
      epsilon: EPSILON,
    });
  let row = 0;
  return Array.from({ length: modules }, (_, module) => {
    const first = row;
    row += channels + module * growth;
    return {
      reduce: weights.reduce_kernel!.subarray(first * bottleneck, row * bottleneck),
      reduceNorm: norm('reduce', module, bottleneck),
      depthwise: part('depthwise_kernel', module, KERNEL ** 2 * bottleneck),
      expand: part('expand_kernel', module, bottleneck * growth),
      expandNorm: norm('expand', module, growth),
    };
  });
}
