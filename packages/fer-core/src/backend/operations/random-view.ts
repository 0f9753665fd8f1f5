import { attribute, nativeOp } from '../native';
import { hasOwnOperations } from '../own-operations';
import { tf, type Tensor } from '../tf';
import { affineWarp } from './affine-warp';

/**
 * Numbers that describe the view of one image, in this order:
 * a b c d e f (output pixel (x, y) reads input pixel (a·x + b·y + c, d·x + e·y + f)), gain and offset of the gray levels
 * (about the middle, 127.5), top, left, bottom and right of the erased rectangle in pixels, and the gray level it gets.
 */
export const VIEW_NUMBERS = 13;

/** The view that leaves an image as it is. */
export const PLAIN_VIEW: readonly number[] = [1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

/** Gray levels become `level · scale + shift`. */
export interface LevelRange {
  scale: number;
  shift: number;
}

/**
 * Warps, brightens and partly erases each image as its numbers say, and brings it into the network's input range. No gradient.
 * Pixels beyond the border repeat it; levels are clipped to 0 … 255 before the range is applied.
 * @param images float32 [batch, height, width, channels], 0 … 255
 * @param views float32 [batch, VIEW_NUMBERS]
 * @returns float32 of the images' shape, of the caller's tidy scope
 */
export function randomView(images: Tensor, views: Tensor, { scale, shift }: LevelRange): Tensor {
  if (hasOwnOperations()) {
    return nativeOp('FerRandomView', [attribute.float('scale', scale), attribute.float('shift', shift)], [images, views])[0]!;
  }
  const [, height, width] = images.shape as [number, number, number, number];
  const column = (index: number): Tensor => tf.reshape(tf.slice(views, [0, index], [-1, 1]), [-1, 1, 1, 1]);
  const warped = affineWarp(images, tf.slice(views, [0, 0], [-1, 6]));
  const levels = tf.clipByValue(tf.add(tf.mul(tf.sub(warped, 127.5), column(6)), tf.add(column(7), 127.5)), 0, 255);
  const rows = tf.reshape(tf.range(0, height, 1, 'float32'), [1, height, 1, 1]);
  const columns = tf.reshape(tf.range(0, width, 1, 'float32'), [1, 1, width, 1]);
  const inRows = tf.logicalAnd(tf.greaterEqual(rows, column(8)), tf.less(rows, column(10)));
  const inColumns = tf.logicalAnd(tf.greaterEqual(columns, column(9)), tf.less(columns, column(11)));
  const erased = tf.cast(tf.logicalAnd(inRows, inColumns), 'float32');
  const kept = tf.add(tf.mul(levels, tf.sub(1, erased)), tf.mul(erased, column(12)));
  return tf.add(tf.mul(kept, scale), shift);
}
