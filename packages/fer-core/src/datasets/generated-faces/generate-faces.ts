import { EXPRESSIONS } from '../../expressions';
import { InputError } from '../../input-error';
import { SPLITS, type LabeledImages, type Split } from '../labeled-images';
import { generateFace, requireDrawable } from './generate-face';
import { mixBits } from './random';

/** Data set name stamped on reports. */
export const GENERATED_FACES = 'generated-faces';

export interface GenerateFacesOptions {
  readonly split: Split;
  /** Number of faces; expressions take turns, so the classes are balanced. */
  readonly count: number;
  /** Height and width in pixels; default 48. */
  readonly size?: number;
  /** Default 0. */
  readonly seed?: number;
  /** 1 = gray (default), 3 = RGB. */
  readonly channels?: 1 | 3;
}

/**
 * A data set of drawn faces, every face a person of its own.
 * Splits never share a face, whatever the seeds: the lowest two bits of a face's own seed tell its split.
 * @returns images uint8 [count, size, size, channels]; ids name the face's own seed and expression.
 * @throws InputError for a count that is no whole number from 1 to 2²⁸, or a size, channels or seed that `generateFace` refuses.
 */
export function generateFaces({ split, count, size = 48, seed = 0, channels = 1 }: GenerateFacesOptions): LabeledImages {
  if (!Number.isInteger(count) || count < 1 || count > 2 ** 28) throw new InputError(`generateFaces: expected a count from 1 to ${2 ** 28}, got ${count}`);
  requireDrawable({ seed, size, channels });
  const images = new Uint8Array(count * size * size * channels);
  const labels = new Uint8Array(count);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const expression = EXPRESSIONS[i % EXPRESSIONS.length];
    const own = faceSeed(split, seed, i);
    images.set(generateFace({ seed: own, expression, size, channels }).image, i * size * size * channels);
    labels[i] = i % EXPRESSIONS.length;
    ids.push(`${expression}-${own}`);
  }
  return { name: GENERATED_FACES, split, classes: EXPRESSIONS, count, height: size, width: size, channels, images, labels, ids };
}

/** Seed of the `index`-th face of a split: an unsigned 32-bit integer whose lowest two bits are the split's number. */
export function faceSeed(split: Split, seed: number, index: number): number {
  return (((mixBits(seed) & ~3) + 4 * index) | SPLITS.indexOf(split)) >>> 0;
}
