import { depthwiseConv, pointwiseConv, relu, tf, type Tensor } from '../backend';

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

/** The same with one kernel for each channel. */
export function convolveChannels(x: Tensor, weights: ConvolutionWeights, name: string, stride = 1): Tensor {
  const convolved = depthwiseConv(x, weights[`${name}/kernel`]!, { stride, padding: 'same', dilations: [1] });
  return tf.add(convolved, weights[`${name}/bias`]!);
}

/**
 * The end of a residual block: relu(shortcut + residual). The shortcut is halved in size by max-pooling where `stride` is 2,
 * and gets channels of zeros where the residual has more.
 */
export function joinShortcut(shortcut: Tensor, residual: Tensor, stride: number): Tensor {
  const pooled = stride === 1 ? shortcut : tf.maxPool(shortcut as tf.Tensor4D, stride, stride, 'same');
  const missing = residual.shape[3]! - pooled.shape[3]!;
  const widened = missing === 0 ? pooled : tf.pad(pooled, [[0, 0], [0, 0], [0, 0], [0, missing]]);
  return relu(tf.add(widened, residual));
}
