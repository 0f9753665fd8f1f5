import { biasAdd, tf } from '../../backend';
import type { Initializer, LayerDefinition } from '../layer';

/**
 * Transposed convolution with square kernels, [height, width, channels] → [stride·height, stride·width, filters]: each pixel adds its
 * kernel to a picture that is larger (Keras's `Conv2DTranspose` with padding `same`).
 * @param initializer how the kernel starts; default `glorotUniform`, as Keras
 */
export function transposedConvolution(input: number[], filters: number, kernel: number, stride: number, initializer: Initializer = 'glorotUniform'): LayerDefinition {
  const [height, width, channels] = input as [number, number, number];
  if (kernel < stride) throw new Error(`transposedConvolution: expected a kernel of at least the stride, ${stride}, got ${kernel}`);
  return {
    kind: 'Conv2DTranspose',
    outputShape: [height * stride, width * stride, filters],
    weights: [
      { name: 'kernel', shape: [kernel, kernel, filters, channels], initializer, trainable: true },
      { name: 'bias', shape: [filters], initializer: 'zeros', trainable: true },
    ],
    settings: { strides: stride, padding: 'same', activation: 'linear', data_format: 'channels_last' },
    multiplyAdds: height * width * filters * kernel * kernel * channels,
    forward: ([x], { kernel: w, bias }) => {
      const shape: [number, number, number, number] = [x!.shape[0]!, height * stride, width * stride, filters];
      return biasAdd(tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, shape, stride, 'same'), bias!);
    },
  };
}
