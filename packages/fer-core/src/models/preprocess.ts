import { tf, type Tensor } from '../backend';

/** `unit` is [0, 1]; `symmetric` is [-1, 1], which the published mini_XCEPTION weights expect (its `v2` preprocessing). */
export type InputRange = 'unit' | 'symmetric';

/**
 * Brings gray levels into a network's input range.
 * @param images float32, any shape, 0 … 255
 * @returns float32 of the same shape; the caller's tidy scope owns it
 */
export function preprocess(images: Tensor, range: InputRange): Tensor {
  const unit = tf.mul(images, 1 / 255);
  return range === 'unit' ? unit : tf.mul(tf.sub(unit, 0.5), 2);
}
