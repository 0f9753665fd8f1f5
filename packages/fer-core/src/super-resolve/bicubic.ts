import type { Matrix } from 'ml-matrix';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { resizeMatrix } from './resize-matrix';

/**
 * Resizes a picture by antialiased bicubic interpolation, as MATLAB's `imresize`; see `resizeMatrix`. Levels are rounded once, at the end.
 * @throws InputError for sides that are no whole positive number
 */
export function bicubicResize(photo: Photo, width: number, height: number): Photo {
  return photoOf(applyMatrices(photo, resizeMatrix(photo.height, height), resizeMatrix(photo.width, width)), width, height);
}

/**
 * Multiplies a picture by a matrix from above and one from the side, each channel on its own.
 * @param rows [height', height]
 * @param columns [width', width]
 * @returns levels [height', width', 3], neither rounded nor clipped
 */
export function applyMatrices({ width, height, pixels }: LevelPicture, rows: Matrix, columns: Matrix): Float64Array {
  if (rows.columns !== height || columns.columns !== width) {
    throw new InputError(`applyMatrices: expected matrices for ${width}×${height} pixels, got ${columns.columns}×${rows.columns}`);
  }
  const down = multiplied(pixels, rows, 1, height, width * 3);
  return multiplied(down, columns, rows.rows, width, 3);
}

/** A picture whose levels may lie between whole numbers. */
export interface LevelPicture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly pixels: ArrayLike<number>;
}

/** Rounds levels and clips them to 0 … 255. */
export function photoOf(levels: ArrayLike<number>, width: number, height: number): Photo {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.min(255, Math.max(0, Math.round(levels[i]!)));
  return { width, height, pixels };
}

/** `values` [outer, length, inner] times `matrix` [length', length] along the middle. Zeros in the matrix cost nothing. */
function multiplied(values: ArrayLike<number>, matrix: Matrix, outer: number, length: number, inner: number): Float64Array {
  const result = new Float64Array(outer * matrix.rows * inner);
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < length; column++) {
      const weight = matrix.get(row, column);
      if (weight === 0) continue;
      for (let o = 0; o < outer; o++) {
        const from = (o * length + column) * inner;
        const to = (o * matrix.rows + row) * inner;
        for (let i = 0; i < inner; i++) result[to + i]! += weight * values[from + i]!;
      }
    }
  }
  return result;
}
