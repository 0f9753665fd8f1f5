import { attribute, nativeOp } from '../native';
import { hasOwnProducts } from '../own-operations';
import { tf, type Tensor } from '../tf';

/**
 * Convolution with a 1×1 kernel, differentiable.
 * @param x float32 [batch, height, width, channels]
 * @param kernel float32 [1, 1, channels, filters]
 * @param stride step in pixels; pixels between are left out
 * @returns float32 [batch, ceil(height / stride), ceil(width / stride), filters], the caller's tidy scope's
 */
export function pointwiseConv(x: Tensor, kernel: Tensor, stride = 1): Tensor {
  if (!hasOwnProducts()) return tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same');
  return tf.customGrad((...args) => {
    const [input, weights, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
    save([input, weights]);
    return {
      value: nativeOp('FerPointwiseConv', [], [input, weights])[0]!,
      gradFunc: (dy: Tensor, saved: Tensor[]) => [
        nativeOp('FerPointwiseConvInputGrad', [], [dy, saved[1]!])[0]!,
        nativeOp('FerPointwiseConvKernelGrad', [], [saved[0]!, dy])[0]!,
      ],
    };
  })(stride === 1 ? x : takeSteps(x, stride), kernel);
}

/**
 * The pixels that a convolution with a stride looks at, differentiable. With AVX-512, oneDNN's kernel gradient for strides above 1 writes beyond
 * its memory (TensorFlow 2.21): taking them out first leaves it aside.
 */
function takeSteps(x: Tensor, stride: number): Tensor {
  const [, height, width] = x.shape as [number, number, number, number];
  const step = attribute.int('stride', stride);
  const taken = attribute.int('size', [Math.ceil(height / stride), Math.ceil(width / stride)]);
  return tf.customGrad((input) => ({
    value: nativeOp('FerTakeSteps', [step, taken], [input as Tensor])[0]!,
    gradFunc: (dy: Tensor) => nativeOp('FerSpreadSteps', [step, attribute.int('size', [height, width])], [dy]),
  }))(x);
}
