import { Matrix, pseudoInverse } from 'ml-matrix';
import { InputError } from '../input-error';

/** The cubic kernel with a = −1/2 (Keys 1981), of MATLAB's `imresize` and of Pillow. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

const matrices = new Map<string, Matrix>();

/**
 * Bicubic resizing along one side as a matrix [to, from], whose rows sum to 1: resized = matrix · pixels.
 * As MATLAB's `imresize`: pixel centres at half numbers, the kernel widened by the factor where the image becomes smaller
 * (antialiasing), pixels beyond the border mirrored. FSRNet's official pairs were made so.
 * @throws InputError for sides that are no whole positive number
 */
export function resizeMatrix(from: number, to: number): Matrix {
  for (const side of [from, to]) {
    if (!Number.isInteger(side) || side < 1) throw new InputError(`resizeMatrix: expected sides of at least 1 pixel, got ${from} and ${to}`);
  }
  const key = `${from}→${to}`;
  const known = matrices.get(key);
  if (known) return known;
  const scale = to / from;
  const narrowing = Math.min(1, scale);
  const matrix = Matrix.zeros(to, from);
  for (let row = 0; row < to; row++) {
    const centre = (row + 0.5) / scale - 0.5;
    const reach = 2 / narrowing;
    for (let tap = Math.floor(centre - reach); tap <= Math.ceil(centre + reach); tap++) {
      const column = mirrored(tap, from);
      matrix.set(row, column, matrix.get(row, column) + cubic((tap - centre) * narrowing));
    }
    const sum = matrix.getRow(row).reduce((total, weight) => total + weight, 0);
    matrix.mulRow(row, 1 / sum);
  }
  matrices.set(key, matrix);
  return matrix;
}

/** The matrix [from, to] that undoes `resizeMatrix(from, to)` as well as can be: its pseudo-inverse, kept once computed. */
export function inverseResizeMatrix(from: number, to: number): Matrix {
  const key = `${from}←${to}`;
  const known = matrices.get(key) ?? pseudoInverse(resizeMatrix(from, to));
  matrices.set(key, known);
  return known;
}

/** The place that a place beyond the border mirrors: −1 is 0, −2 is 1, … */
export function mirrored(place: number, length: number): number {
  const period = 2 * length;
  const within = ((place % period) + period) % period;
  return within < length ? within : period - 1 - within;
}
