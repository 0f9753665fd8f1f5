import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { applyMatrices, bicubicResize, photoOf } from './bicubic';
import { inverseResizeMatrix, resizeMatrix } from './resize-matrix';

/** Side of the picture that super-resolution gives, in pixels. */
export const FACE_SIDE = 128;
/** Side of the small picture it starts from: an eighth. */
export const SMALL_SIDE = 16;

/**
 * What is left of a face: 128×128 → 16×16, antialiased bicubic, 8 bits. Small pictures of all trainings and measurements are made here;
 * `enlarge(degrade(face))` agrees with FSRNet's official pairs (JPEG files) to 42.4 dB.
 */
export function degrade(face: Photo): Photo {
  requireSide(face, FACE_SIDE, 'degrade');
  return bicubicResize(face, SMALL_SIDE, SMALL_SIDE);
}

/** What FSRNet sees, and the baseline of every comparison: 16×16 → 128×128, bicubic, 8 bits. */
export function enlarge(small: Photo): Photo {
  requireSide(small, SMALL_SIDE, 'enlarge');
  return bicubicResize(small, FACE_SIDE, FACE_SIDE);
}

/**
 * Finds the small picture that a 128×128 picture was enlarged from, by least squares: 64 pixels speak for each of its levels,
 * so that what JPEG did to the enlarged picture nearly averages out.
 * @returns the small picture, and how far enlarging it misses the picture given: root of the mean square, gray levels;
 * below 4 for official files, a multiple of it for a picture that never was small
 */
export function undoEnlarging(enlarged: Photo): { small: Photo; misfit: number } {
  requireSide(enlarged, FACE_SIDE, 'undoEnlarging');
  const back = inverseResizeMatrix(SMALL_SIDE, FACE_SIDE);
  const small = photoOf(applyMatrices(enlarged, back, back), SMALL_SIDE, SMALL_SIDE);
  const up = resizeMatrix(SMALL_SIDE, FACE_SIDE);
  const again = photoOf(applyMatrices(small, up, up), FACE_SIDE, FACE_SIDE);
  const squares = again.pixels.reduce((sum, level, i) => sum + (level - enlarged.pixels[i]!) ** 2, 0);
  return { small, misfit: Math.sqrt(squares / again.pixels.length) };
}

function requireSide({ width, height }: Photo, side: number, by: string): void {
  if (width !== side || height !== side) throw new InputError(`${by}: expected a picture of ${side}×${side} pixels, got ${width}×${height}`);
}
