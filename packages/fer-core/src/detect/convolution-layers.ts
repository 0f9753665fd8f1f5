import { pointwiseConv, separableBlock, tf, type Tensor } from '../backend';

/** Kernels and biases by full name, `stem/kernel`, `block1/depthwise/bias`, … */
export type ConvolutionWeights = Record<string, Tensor>;

/** Convolution with bias, `same` padding; [batch, height, width, input] → [batch, height / stride, width / stride, output]. */
export function convolve(x: Tensor, weights: ConvolutionWeights, name: string, stride = 1): Tensor {
  const kernel = weights[`${name}/kernel`]!;
  const convolved = kernel.shape[0] === 1
    ? pointwiseConv(x, kernel, stride)
    : tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same');
  return tf.add(convolved, weights[`${name}/bias`]!);
}

/** A depthwise and a pointwise convolution by name, a shortcut and a ReLU; see `separableBlock`. */
export function block(x: Tensor, weights: ConvolutionWeights, depthwise: string, pointwise: string, stride: 1 | 2, shortcut?: Tensor): Tensor {
  const own = {
    depthwise: weights[`${depthwise}/kernel`]!,
    depthwiseBias: weights[`${depthwise}/bias`]!,
    pointwise: weights[`${pointwise}/kernel`]!,
    pointwiseBias: weights[`${pointwise}/bias`]!,
  };
  return separableBlock(x, own, { stride, shortcut });
}
