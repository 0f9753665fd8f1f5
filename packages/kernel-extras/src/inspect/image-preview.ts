import type { Pixels } from './encode-png';

/** Images shown at once. */
const SHOWN = 16;
/** Images side by side. */
const COLUMNS = 8;
/** Longest side of a picture; larger ones leave out lines and columns. */
const LONGEST = 320;
/** A matrix with fewer rows or columns is a table of numbers, no picture. */
const SMALLEST = 8;

/** A tensor as a picture. */
export interface ImagePreview extends Pixels {
  /** What black and white stand for. */
  range: [black: number, white: number];
  /** Images in the tensor and how many of them are shown. */
  images: number;
  shown: number;
}

/** Axes of a tensor that may be read as images. */
interface Layout {
  images: number;
  height: number;
  width: number;
  channels: 1 | 3 | 4;
}

/**
 * Draws a tensor that may be read as images: `[height, width]`, `[height, width, 1 | 3 | 4]` or
 * `[images, height, width, 1 | 3 | 4]`, each side at least 8 long.
 * @param values - row by row.
 * @param min - smallest of them, by which and `max` it is guessed what black and white are: 0…255, 0…1, -1…1 or min…max.
 * @returns undefined if the shape is not one of images.
 */
export function imagePreview(
  values: ArrayLike<number>,
  shape: readonly number[],
  min: number,
  max: number,
): ImagePreview | undefined {
  const layout = layoutOf(shape);
  if (layout === undefined) return undefined;
  const { images, channels } = layout;
  const shown = Math.min(images, SHOWN);
  const columns = Math.min(shown, COLUMNS);
  const step = Math.max(1, Math.ceil(Math.max(layout.height, layout.width) / LONGEST));
  const height = Math.ceil(layout.height / step);
  const width = Math.ceil(layout.width / step);
  const rows = Math.ceil(shown / columns);
  const gap = shown > 1 ? 1 : 0;
  const whole = { height: rows * (height + gap) - gap, width: columns * (width + gap) - gap };
  const data = new Uint8Array(whole.height * whole.width * channels);
  const range = rangeOf(min, max);
  const scale = 255 / (range[1] - range[0] || 1);

  for (let n = 0; n < shown; n++) {
    const top = Math.floor(n / columns) * (height + gap);
    const left = (n % columns) * (width + gap);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = ((n * layout.height + y * step) * layout.width + x * step) * channels;
        const to = ((top + y) * whole.width + left + x) * channels;
        for (let c = 0; c < channels; c++) {
          data[to + c] = Math.max(0, Math.min(255, Math.round((values[from + c]! - range[0]) * scale)));
        }
      }
    }
  }
  return { ...whole, channels, data, range, images, shown };
}

function layoutOf(shape: readonly number[]): Layout | undefined {
  const [images, height, width, channels] = shape.length === 4 ? shape : [1, ...shape, ...(shape.length === 2 ? [1] : [])];
  if (shape.length < 2 || shape.length > 4 || images === undefined || images < 1) return undefined;
  if (height === undefined || width === undefined || height < SMALLEST || width < SMALLEST) return undefined;
  if (channels !== 1 && channels !== 3 && channels !== 4) return undefined;
  return { images, height, width, channels };
}

function rangeOf(min: number, max: number): [number, number] {
  if (min >= 0 && max <= 1) return [0, 1];
  if (min >= -1 && max <= 1) return [-1, 1];
  if (min >= 0 && max <= 255) return [0, 255];
  return [min, max];
}
