import { affineWarp, seededUniform, tf, type Tensor } from '../backend';

/** Random changes of a training image, in the words of Keras's ImageDataGenerator. Zero or false switches one off. */
export interface Augmentation {
  /** Largest rotation to either side, in degrees. */
  rotationRange: number;
  /** Largest shift to either side, as a share of the width. */
  widthShiftRange: number;
  /** Largest shift up or down, as a share of the height. */
  heightShiftRange: number;
  /** Zoom is drawn from [1 − zoomRange, 1 + zoomRange]. */
  zoomRange: number;
  /** Mirrors half of the images. */
  horizontalFlip: boolean;
}

export const NO_AUGMENTATION: Augmentation = { rotationRange: 0, widthShiftRange: 0, heightShiftRange: 0, zoomRange: 0, horizontalFlip: false };

/**
 * Rotates, shifts, zooms and mirrors each image at random; pixels beyond the border repeat it.
 * @param images float32 [batch, height, width, channels]
 * @param seed int32 [2]; the same seed gives the same images
 * @returns the same shape; the caller's tidy scope owns it
 */
export function augment(images: Tensor, seed: Tensor, options: Augmentation): Tensor {
  const { rotationRange, widthShiftRange, heightShiftRange, zoomRange, horizontalFlip } = options;
  if (!rotationRange && !widthShiftRange && !heightShiftRange && !zoomRange && !horizontalFlip) return images;
  const [batch, height, width] = images.shape as [number, number, number, number];
  const draw = (salt: number): Tensor => seededUniform([batch, 1], seed, salt);
  const symmetric = (salt: number, range: number): Tensor => tf.mul(tf.sub(draw(salt), 0.5), 2 * range);

  const angle = symmetric(101, (rotationRange * Math.PI) / 180);
  const scale = tf.add(symmetric(102, zoomRange), 1);
  const mirror = horizontalFlip ? tf.sub(tf.mul(tf.cast(tf.less(draw(103), 0.5), 'float32'), 2), 1) : tf.onesLike(angle);
  const shiftX = symmetric(104, widthShiftRange * width);
  const shiftY = symmetric(105, heightShiftRange * height);

  // Output pixel (x, y) reads input pixel (a·x + b·y + c, d·x + e·y + f), turning about the centre.
  const cos = tf.mul(tf.cos(angle), scale);
  const sin = tf.mul(tf.sin(angle), scale);
  const a = tf.mul(cos, mirror);
  const b = tf.neg(sin);
  const d = tf.mul(sin, mirror);
  const e = cos;
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const c = tf.add(tf.sub(centreX, tf.add(tf.mul(a, centreX), tf.mul(b, centreY))), shiftX);
  const f = tf.add(tf.sub(centreY, tf.add(tf.mul(d, centreX), tf.mul(e, centreY))), shiftY);
  return affineWarp(images, tf.concat([a, b, c, d, e, f], 1));
}
