import { tf, type LevelRange, type Tensor } from '../backend';

/** `unit` is [0, 1]; `symmetric` is [-1, 1], which the published mini_XCEPTION weights expect (its `v2` preprocessing). */
export type InputRange = 'unit' | 'symmetric';

/** Gray level · scale + shift lies in the range. */
export function levelRange(range: InputRange): LevelRange {
  return range === 'unit' ? { scale: 1 / 255, shift: 0 } : { scale: 2 / 255, shift: -1 };
}

/**
 * Brings gray levels into a network's input range.
 * @param images float32, any shape, 0 … 255
 * @returns float32 of the same shape; the caller's tidy scope owns it
 */
export function preprocess(images: Tensor, range: InputRange): Tensor {
  const { scale, shift } = levelRange(range);
  const scaled = tf.mul(images, scale);
  return shift === 0 ? scaled : tf.add(scaled, shift);
}
