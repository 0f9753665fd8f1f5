import { nativeOp } from '../native';
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
  if (stride !== 1 || !hasOwnProducts()) return tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same');
  return tf.customGrad((...args) => {
    const [input, weights, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
    save([input, weights]);
    return {
      value: nativeOp('FerPointwiseConv', [], [input, weights])[0]!,
      gradFunc: (dy: Tensor, [savedInput, savedWeights]: Tensor[]) => [
        nativeOp('FerPointwiseConvInputGrad', [], [dy, savedWeights!])[0]!,
        nativeOp('FerPointwiseConvKernelGrad', [], [savedInput!, dy])[0]!,
      ],
    };
  })(x, kernel);
}
