import { pictureRoutines } from '../backend';
import type { Photo } from '../photos/photo';

/** A square region of a photo, by its outer edges; it may reach beyond the photo. 0 is the outer edge of the photo's first pixel. */
export interface Square {
  readonly left: number;
  readonly top: number;
  /** Length of a side in pixels of the photo. */
  readonly side: number;
}

/** Samples of a row or column that are averaged for one pixel at most: more cost time and change nothing that a detector sees. */
const MOST_SAMPLES = 3;

/** The smallest square around the whole photo, with the photo in its middle. */
export function squareAround({ width, height }: Photo): Square {
  const side = Math.max(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, side };
}

/**
 * Draws a square of a photo at another size, black where it lies beyond the photo. A square that is to shrink is averaged over up to
 * 3×3 samples spread evenly over each new pixel, so that the time does not depend on the photo's size; one that is to grow is
 * interpolated between its pixels.
 * @param size length of the result's side in pixels
 * @param target receives uint8 [size, size, 3], RGB
 */
export function drawSquare(photo: Photo, square: Square, size: number, target: Uint8Array): void {
  const step = square.side / size;
  const samples = step < 1.5 ? 0 : Math.min(MOST_SAMPLES, Math.round(step));
  const routines = pictureRoutines();
  if (routines) routines.drawSquare(photo.pixels, Float64Array.of(photo.width, photo.height, square.left, square.top, square.side, size), samples, target);
  else if (samples === 0) drawInterpolated(photo, square, size, target);
  else drawAveraged(photo, square, size, target, samples);
}

function drawAveraged({ width, height, pixels }: Photo, { left, top, side }: Square, size: number, target: Uint8Array, samples: number): void {
  const columns = samplePlaces(left, side, size * samples, width, 3);
  const rows = samplePlaces(top, side, size * samples, height, 3 * width);
  const share = 1 / (samples * samples);
  for (let y = 0, to = 0; y < size; y++) {
    const here = rows.subarray(y * samples, (y + 1) * samples).filter((row) => row >= 0);
    for (let x = 0; x < size; x++, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let r = 0; r < here.length; r++) {
        const row = here[r]!;
        for (let c = x * samples, end = c + samples; c < end; c++) {
          const column = columns[c]!;
          if (column < 0) continue;
          const from = row + column;
          red += pixels[from]!;
          green += pixels[from + 1]!;
          blue += pixels[from + 2]!;
        }
      }
      target[to] = red * share + 0.5;
      target[to + 1] = green * share + 0.5;
      target[to + 2] = blue * share + 0.5;
    }
  }
}

/** The nearest pixel of each of `count` evenly spread places, as an offset; -1 beyond the photo. */
function samplePlaces(start: number, side: number, count: number, length: number, stride: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const pixel = Math.floor(start + ((i + 0.5) * side) / count);
    return pixel >= 0 && pixel < length ? pixel * stride : -1;
  });
}

function drawInterpolated(photo: Photo, { left, top, side }: Square, size: number, target: Uint8Array): void {
  const { width, height, pixels } = photo;
  const step = side / size;
  for (let y = 0, to = 0; y < size; y++) {
    const v = top + (y + 0.5) * step - 0.5;
    const y0 = Math.floor(v);
    for (let x = 0; x < size; x++) {
      const u = left + (x + 0.5) * step - 0.5;
      const x0 = Math.floor(u);
      for (let channel = 0; channel < 3; channel++, to++) {
        let value = 0;
        for (let dy = 0; dy < 2; dy++) {
          for (let dx = 0; dx < 2; dx++) {
            const px = x0 + dx;
            const py = y0 + dy;
            if (px < 0 || px >= width || py < 0 || py >= height) continue;
            const weight = (dx ? u - x0 : 1 - u + x0) * (dy ? v - y0 : 1 - v + y0);
            value += weight * pixels[3 * (py * width + px) + channel]!;
          }
        }
        target[to] = value + 0.5;
      }
    }
  }
}
