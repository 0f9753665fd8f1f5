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
    return stride === 1 ? everyPixel(input, weights) : someSteps(input, weights, stride);
  })(x, kernel);
}

interface WithGradient {
  value: Tensor;
  gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor[];
}

function everyPixel(x: Tensor, kernel: Tensor): WithGradient {
  return {
    value: nativeOp('FerPointwiseConv', [], [x, kernel])[0]!,
    gradFunc: (dy, [savedX, savedKernel]) => [nativeOp('FerPointwiseConvInputGrad', [], [dy, savedKernel!])[0]!, kernelGradient(savedX!, dy)],
  };
}

/** The pixels that count are taken out first. With AVX-512, oneDNN's kernel gradient for strides above 1 writes beyond its memory (TensorFlow 2.21). */
function someSteps(x: Tensor, kernel: Tensor, stride: number): WithGradient {
  const [, height, width] = x.shape as [number, number, number, number];
  const step = attribute.int('stride', stride);
  const taken = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const take = (from: Tensor): Tensor => nativeOp('FerTakeSteps', [step, attribute.int('size', taken)], [from])[0]!;
  return {
    value: nativeOp('FerPointwiseConv', [], [take(x), kernel])[0]!,
    gradFunc: (dy, [savedX, savedKernel]) => [
      nativeOp('FerSpreadSteps', [step, attribute.int('size', [height, width])], [nativeOp('FerPointwiseConvInputGrad', [], [dy, savedKernel!])[0]!])[0]!,
      kernelGradient(take(savedX!), dy),
    ],
  };
}

/** xᵀ · dy over all pixels. */
function kernelGradient(x: Tensor, dy: Tensor): Tensor {
  return nativeOp('FerPointwiseConvKernelGrad', [], [x, dy])[0]!;
}
