import { NetworkPlan, pointwiseConv, relu, separableBlock, tf, type PlannedTensor, type Tensor } from '../backend';

/** What the detectors' networks are made of, for tensors of TensorFlow or of a plan. Kernels and biases go by full name, `stem/kernel`, `block1/depthwise/bias`, … */
export interface ConvolutionLayers<T> {
  /** Convolution with bias, `same` padding; [height, width, input] → [height / stride, width / stride, output]. */
  convolve(x: T, name: string, stride?: number): T;
  /** A depthwise and a pointwise convolution by name, a shortcut and a ReLU; see `separableBlock`. */
  block(x: T, depthwise: string, pointwise: string, stride: 1 | 2, shortcut?: T): T;
  relu(x: T): T;
  add(x: T, y: T): T;
  /** Bilinear, by pixel centres. */
  resize(x: T, side: number): T;
}

/** @param weights tensors by full name */
export function tensorLayers(weights: Readonly<Record<string, Tensor>>): ConvolutionLayers<Tensor> {
  return {
    convolve(x, name, stride = 1) {
      const kernel = weights[`${name}/kernel`]!;
      const convolved = kernel.shape[0] === 1 ? pointwiseConv(x, kernel, stride) : tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same');
      return tf.add(convolved, weights[`${name}/bias`]!);
    },
    block: (x, depthwise, pointwise, stride, shortcut) => separableBlock(x, blockWeights(weights, depthwise, pointwise), { stride, shortcut }),
    relu,
    add: (x, y) => tf.add(x, y),
    resize: (x, side) => tf.image.resizeBilinear(x as tf.Tensor4D, [side, side], false, true),
  };
}

/** @param weights by full name, row-major */
export function plannedLayers(plan: NetworkPlan, weights: Readonly<Record<string, Float32Array>>): ConvolutionLayers<PlannedTensor> {
  return {
    convolve(x, name, stride = 1) {
      const [kernel, bias] = [weights[`${name}/kernel`]!, weights[`${name}/bias`]!];
      const window = Math.sqrt(kernel.length / (x.channels * bias.length));
      return plan.convolution(x, kernel, bias, { window, stride, padding: 'same' });
    },
    block: (x, depthwise, pointwise, stride, shortcut) => plan.separableBlock(x, blockWeights(weights, depthwise, pointwise), { stride, shortcut }),
    relu: (x) => plan.relu(x),
    add: (x, y) => plan.sum([x, y]),
    resize: (x, side) => plan.resize(x, side, side),
  };
}

function blockWeights<W>(weights: Readonly<Record<string, W>>, depthwise: string, pointwise: string): Record<'depthwise' | 'depthwiseBias' | 'pointwise' | 'pointwiseBias', W> {
  return {
    depthwise: weights[`${depthwise}/kernel`]!,
    depthwiseBias: weights[`${depthwise}/bias`]!,
    pointwise: weights[`${pointwise}/kernel`]!,
    pointwiseBias: weights[`${pointwise}/bias`]!,
  };
}
