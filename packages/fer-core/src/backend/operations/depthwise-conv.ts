import { attribute, nativeOp } from '../native';
import { hasOwnProducts } from '../own-operations';
import { tf, type Tensor } from '../tf';

export interface DepthwiseConvOptions {
  /** Step of the window in pixels. */
  stride: number;
  padding: 'same' | 'valid';
  /**
   * Distance between the kernel's taps in pixels. Several distances divide the channels into as many equal groups:
   * one convolution then looks at several scales. Several need stride 1 and `same`.
   */
  dilations: number[];
}

/**
 * Convolution with one square kernel for each channel, differentiable, also where dilated (tfjs throws there).
 * @param x float32 [batch, height, width, channels]
 * @param kernel float32 [size, size, channels, 1]
 * @returns float32 [batch, height', width', channels], the caller's tidy scope's
 */
export function depthwiseConv(x: Tensor, kernel: Tensor, options: DepthwiseConvOptions): Tensor {
  return hasOwnProducts() ? ownDepthwiseConv(x, kernel, options) : composedDepthwiseConv(x, kernel, options);
}

function ownDepthwiseConv(x: Tensor, kernel: Tensor, { stride, padding, dilations }: DepthwiseConvOptions): Tensor {
  const [, height, width] = x.shape as [number, number, number, number];
  const size = kernel.shape[0]!;
  const covered = (size - 1) * dilations[0]! + 1;
  const places = (length: number): number => Math.ceil((padding === 'same' ? length : length - covered + 1) / stride);
  const shared = [attribute.int('stride', stride), attribute.int('dilations', dilations), attribute.string('padding', padding.toUpperCase())];
  return tf.customGrad((...args) => {
    const [input, weights, save] = args as [Tensor, Tensor, tf.GradSaveFunc];
    save([input, weights]);
    const outputSize = attribute.int('size', [places(height), places(width)]);
    const value = nativeOp('FerDepthwiseConv', [...shared, outputSize], [input, weights])[0]!;
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [savedInput, savedWeights] = saved as [Tensor, Tensor];
      return [
        nativeOp('FerDepthwiseConvInputGrad', [...shared, attribute.int('size', [height, width])], [dy, savedWeights])[0]!,
        nativeOp('FerDepthwiseConvKernelGrad', [...shared, attribute.int('kernel', size)], [savedInput, dy])[0]!,
      ];
    };
    return { value, gradFunc };
  })(x, kernel);
}

/** Group by group. A dilated group is cut into interleaved images that are convolved without dilation (à trous, both ways exact). */
function composedDepthwiseConv(x: Tensor, kernel: Tensor, { stride, padding, dilations }: DepthwiseConvOptions): Tensor {
  if (dilations.length === 1) return composedGroup(x, kernel, stride, padding, dilations[0]!);
  const inputs = tf.split(x, dilations.length, 3);
  const kernels = tf.split(kernel, dilations.length, 2);
  return tf.concat(dilations.map((dilation, group) => composedGroup(inputs[group]!, kernels[group]!, stride, padding, dilation)), 3);
}

function composedGroup(x: Tensor, kernel: Tensor, stride: number, padding: 'same' | 'valid', dilation: number): Tensor {
  if (dilation === 1) return tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, padding);
  if (stride !== 1) throw new Error(`depthwiseConv: a dilated kernel expected stride 1, got ${stride}`);
  const [, height, width] = x.shape as [number, number, number, number];
  const reach = (kernel.shape[0]! - 1) * dilation;
  const before = padding === 'same' ? Math.floor(reach / 2) : 0;
  const after = padding === 'same' ? reach - before : 0;
  const fill = (length: number): number => (dilation - ((length + before + after) % dilation)) % dilation;
  const pads = [[before, after + fill(height)], [before, after + fill(width)]];
  const pieces = tf.spaceToBatchND(x, [dilation, dilation], pads);
  const convolved = tf.depthwiseConv2d(pieces as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'valid');
  return tf.batchToSpaceND(convolved, [dilation, dilation], [[0, fill(height)], [0, fill(width)]]);
}
