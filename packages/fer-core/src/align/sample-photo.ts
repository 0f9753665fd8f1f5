import { pictureRoutines } from '../backend';
import { composeTransforms, transformPoint, transformScale, type PlanarTransform } from '../evaluate/geometry/planar-transform';

/** A picture of 8 bits a channel; a `Photo` is one with three. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** uint8 [height, width, channels] */
  readonly pixels: Uint8Array;
}

/** What lies beyond the border: the border's pixels go on, or black. */
export type BorderMode = 'repeat' | 'black';

export interface SampleOptions {
  readonly width: number;
  readonly height: number;
  /** Channels of the picture. */
  readonly channels: number;
  /** Default `repeat`. */
  readonly border?: BorderMode;
}

/** A pixel of the result is the mean of at most this many samples a side; where that is not enough the picture is halved first. */
const MOST_SAMPLES = 4;
/** Where a pixel of the result covers hardly more than one of the picture, one sample is enough. */
const TOLERANCE = 0.25;

/**
 * Draws a picture anew through a transform: bilinear where it grows, the mean over each pixel's area where it shrinks.
 * @param toSource takes a pixel of the result to its place in the picture
 * @returns float32 [height, width, channels], 0 … 255
 */
export function samplePhoto(source: Raster, toSource: PlanarTransform, { width, height, channels, border = 'repeat' }: SampleOptions): Float32Array {
  let grid = 1;
  while (transformScale(toSource) / grid > MOST_SAMPLES) grid *= 2;
  if (grid > 1) [source, toSource] = partSeen(source, toSource, { width, height, channels }, grid);
  for (; grid > 1; grid /= 2) [source, toSource] = [halvedPhoto(source, channels), composeTransforms(toSource, TO_HALF)];
  const [a, b, c, d, e, f] = toSource;
  const side = Math.max(1, Math.ceil(transformScale(toSource) - TOLERANCE));
  const result = new Float32Array(width * height * channels);
  const share = 1 / (side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [right, down] = [(column + 0.5) / side - 0.5, (row + 0.5) / side - 0.5];
      addSamples(source, [a, b, c + a * right + b * down, d, e, f + d * right + e * down], result, { width, height, channels, border }, share);
    }
  }
  return result;
}

/** Levels as bytes, rounded. */
export function levelBytes(levels: Float32Array): Uint8Array {
  return new Uint8Array(new Uint8ClampedArray(levels).buffer);
}

/**
 * The part of a picture that a result shows, so that for a face of a large photo not the whole photo is halved. It begins at multiples of `grid`
 * and leaves a rim, so that halving it down to one pixel for `grid` gives the same as halving the whole.
 */
function partSeen({ width, height, pixels }: Raster, toSource: PlanarTransform, result: Required<Omit<SampleOptions, 'border'>>, grid: number): [Raster, PlanarTransform] {
  const { channels } = result;
  const [right, below] = [result.width - 0.5, result.height - 0.5];
  const corners = ([[-0.5, -0.5], [right, -0.5], [-0.5, below], [right, below]] as const).map((corner) => transformPoint(toSource, corner));
  const span = (places: readonly number[], length: number): [begin: number, end: number] => {
    const last = Math.max(0, Math.floor(length / grid) - 1); // what halving makes the last pixel
    const begin = Math.floor(Math.min(...places) / grid) - 2;
    return [grid * Math.min(last, Math.max(0, begin)), Math.min(length, grid * Math.max(1, Math.ceil(Math.max(...places) / grid) + 2))];
  };
  const [left, end] = span(corners.map(([x]) => x), width);
  const [top, bottom] = span(corners.map(([, y]) => y), height);
  const line = channels * (end - left);
  const part = new Uint8Array(line * (bottom - top));
  for (let y = top; y < bottom; y++) {
    const from = channels * (y * width + left);
    part.set(pixels.subarray(from, from + line), line * (y - top));
  }
  const [a, b, c, d, e, f] = toSource;
  return [{ width: end - left, height: bottom - top, pixels: part }, [a, b, c - left, d, e, f - top]];
}

function addSamples(
  { width, height, pixels }: Raster,
  [a, b, c, d, e, f]: PlanarTransform,
  result: Float32Array,
  { width: columns, height: rows, channels, border }: Required<SampleOptions>,
  share: number,
): void {
  const routines = pictureRoutines();
  if (routines) return routines.addSamples(pixels, Float64Array.of(width, height, channels, columns, rows, border === 'black' ? 1 : 0, share, a, b, c, d, e, f), result);
  const [lastColumn, lastRow, line] = [width - 1, height - 1, width * channels];
  const black = border === 'black';
  let at = 0;
  for (let y = 0; y < rows; y++) {
    const [firstU, firstV] = [b * y + c, e * y + f];
    for (let x = 0; x < columns; x++) {
      let u = firstU + a * x;
      let v = firstV + d * x;
      // Half of the last pixel lies beyond its centre.
      if (black && !(u >= -0.5 && v >= -0.5 && u <= lastColumn + 0.5 && v <= lastRow + 0.5)) {
        at += channels;
        continue;
      }
      u = u > 0 ? Math.min(u, lastColumn) : 0;
      v = v > 0 ? Math.min(v, lastRow) : 0;
      const [left, top] = [u | 0, v | 0];
      const toRight = u - left;
      const below = (v - top) * share;
      const above = share - below;
      const step = left < lastColumn ? channels : 0;
      let upper = top * line + left * channels;
      let lower = top < lastRow ? upper + line : upper;
      for (const end = at + channels; at < end; at++, upper++, lower++) {
        const [upperLeft, lowerLeft] = [pixels[upper]!, pixels[lower]!];
        const onUpper = upperLeft + (pixels[upper + step]! - upperLeft) * toRight;
        result[at] = result[at]! + onUpper * above + (lowerLeft + (pixels[lower + step]! - lowerLeft) * toRight) * below;
      }
    }
  }
}

/** Takes a picture to its half: pixel i of that covers pixels 2i and 2i + 1, so its centre lies at 2i + ½. */
export const TO_HALF: PlanarTransform = [0.5, 0, -0.25, 0, 0.5, -0.25];

/** Half the width and height, each pixel the mean of four. */
export function halvedPhoto({ width, height, pixels }: Raster, channels: number): Raster {
  const [columns, rows] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const half = new Uint8Array(columns * rows * channels);
  const routines = pictureRoutines();
  if (routines && width > 1 && height > 1) {
    routines.halve(pixels, Float64Array.of(width, height, channels), half);
    return { width: columns, height: rows, pixels: half };
  }
  const right = width > 1 ? channels : 0;
  const down = height > 1 ? width * channels : 0;
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let channel = 0; channel < channels; channel++, to++) {
        const from = (2 * y * width + 2 * x) * channels + channel;
        half[to] = (pixels[from]! + pixels[from + right]! + pixels[from + down]! + pixels[from + down + right]! + 2) >> 2;
      }
    }
  }
  return { width: columns, height: rows, pixels: half };
}
