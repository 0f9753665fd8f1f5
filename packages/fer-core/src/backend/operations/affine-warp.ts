import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';

export interface AffineWarpOptions {
  /** [height, width] of the result; default that of the images. */
  size?: readonly [height: number, width: number];
  /** What lies beyond the border: its pixels again and again, or the picture mirrored. Default `repeat`. */
  border?: 'repeat' | 'mirror';
}

/**
 * Samples each image along its own affine map, bilinearly. No gradient.
 * @param images float32 [batch, height, width, channels]
 * @param maps float32 [batch, 6], rows (a, b, c, d, e, f): output pixel (x, y) reads input pixel (a·x + b·y + c, d·x + e·y + f)
 * @returns float32 [batch, ...size, channels], of the caller's tidy scope
 */
export function affineWarp(images: Tensor, maps: Tensor, { size, border = 'repeat' }: AffineWarpOptions = {}): Tensor {
  const [batch, height, width] = images.shape as [number, number, number, number];
  const transforms = tf.concat([maps, tf.zeros([batch, 2])], 1);
  const [rows, columns] = size ?? [height, width];
  if (!isNative()) {
    const mode = border === 'mirror' ? 'reflect' : 'nearest';
    return tf.image.transform(images as tf.Tensor4D, transforms as tf.Tensor2D, 'bilinear', mode, 0, [rows, columns]);
  }
  const attributes = [
    attribute.type('dtype', 'float32'),
    attribute.string('interpolation', 'BILINEAR'),
    attribute.string('fill_mode', border === 'mirror' ? 'REFLECT' : 'NEAREST'),
  ];
  return nativeOp('ImageProjectiveTransformV3', attributes, [images, transforms, tf.tensor1d([rows, columns], 'int32'), tf.scalar(0)])[0]!;
}
