import { InputError } from '../input-error';

/**
 * Peak signal-to-noise ratio of two pictures of 8 bits, in dB, over all their values; Infinity where they are equal.
 * @throws InputError for pictures of different or no size
 */
export function psnr(picture: ArrayLike<number>, truth: ArrayLike<number>): number {
  if (picture.length !== truth.length || truth.length === 0) {
    throw new InputError(`psnr: expected two pictures of one size, got ${picture.length} and ${truth.length} values`);
  }
  let squares = 0;
  for (let i = 0; i < truth.length; i++) squares += (picture[i]! - truth[i]!) ** 2;
  return 10 * Math.log10((255 * 255 * truth.length) / squares);
}
