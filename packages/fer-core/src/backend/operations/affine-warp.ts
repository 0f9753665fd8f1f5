import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';

/**
 * Samples each image along its own affine map, bilinearly; pixels beyond the border repeat it. No gradient.
 * @param images float32 [batch, height, width, channels]
 * @param maps float32 [batch, 6], rows (a, b, c, d, e, f): output pixel (x, y) reads input pixel (a·x + b·y + c, d·x + e·y + f)
 * @returns the shape of `images`
 */
export function affineWarp(images: Tensor, maps: Tensor): Tensor {
  const [batch, height, width] = images.shape as [number, number, number, number];
  const transforms = tf.concat([maps, tf.zeros([batch, 2])], 1);
  if (!isNative()) return tf.image.transform(images as tf.Tensor4D, transforms as tf.Tensor2D, 'bilinear', 'nearest');
  const attributes = [
    attribute.type('dtype', 'float32'),
    attribute.string('interpolation', 'BILINEAR'),
    attribute.string('fill_mode', 'NEAREST'),
  ];
  const size = tf.tensor1d([height, width], 'int32');
  return nativeOp('ImageProjectiveTransformV3', attributes, [images, transforms, size, tf.scalar(0)])[0]!;
}
