/** Images are compared through their means over 12×12 blocks: small shifts, scalings and watermarks change those little. */
const GRID = 12;

/** Numbers of a signature: all cosines of the grid but the constant one. */
export const SIGNATURE_LENGTH = GRID * GRID - 1;

/** Images whose block means spread less than this, in gray levels, are flat: there is nothing to compare. */
const FLAT = 1;

/** `cosine[frequency][block]`, orthonormal. */
const COSINE = Array.from({ length: GRID }, (_, frequency) =>
  Float64Array.from({ length: GRID }, (_, block) => Math.sqrt((frequency === 0 ? 1 : 2) / GRID) * Math.cos((Math.PI * (block + 0.5) * frequency) / GRID)),
);

/** Pairs of frequencies (down, across), the slow ones first: they hold most of a face's energy, and tell two images apart soonest. */
const ORDER = Array.from({ length: GRID * GRID }, (_, i) => [Math.floor(i / GRID), i % GRID] as const)
  .filter(([down, across]) => down + across > 0)
  .sort((a, b) => a[0] + a[1] - (b[0] + b[1]) || a[0] - b[0]);

/**
 * Signatures whose dot product is the correlation of two images' block means, so that brightness and contrast do not matter.
 * They are cosine transforms of the block means, without the constant, brought to length 1: the difference of the first few numbers
 * bounds the whole difference from below.
 * @param images uint8 [count, height, width], each side at least 12
 * @returns float32 [count, 143]; all zero for a flat image
 */
export function imageSignatures(images: Uint8Array, count: number, height: number, width: number): Float32Array {
  const signatures = new Float32Array(count * SIGNATURE_LENGTH);
  const edges = (size: number): number[] => Array.from({ length: GRID + 1 }, (_, i) => Math.floor((i * size) / GRID));
  const [rows, columns] = [edges(height), edges(width)];
  const [means, half, whole] = [new Float64Array(GRID * GRID), new Float64Array(GRID * GRID), new Float64Array(GRID * GRID)];
  for (let image = 0; image < count; image++) {
    blockMeans(images, image * height * width, width, rows, columns, means);
    transform(means, half, whole);
    let square = 0;
    for (let i = 1; i < whole.length; i++) square += whole[i] * whole[i];
    if (square < GRID * GRID * FLAT * FLAT) continue;
    const norm = Math.sqrt(square);
    for (let i = 0; i < SIGNATURE_LENGTH; i++) signatures[image * SIGNATURE_LENGTH + i] = whole[ORDER[i][0] * GRID + ORDER[i][1]] / norm;
  }
  return signatures;
}

function blockMeans(images: Uint8Array, start: number, width: number, rows: readonly number[], columns: readonly number[], means: Float64Array): void {
  for (let down = 0; down < GRID; down++) {
    for (let across = 0; across < GRID; across++) {
      let sum = 0;
      for (let y = rows[down]; y < rows[down + 1]; y++) {
        for (let x = columns[across]; x < columns[across + 1]; x++) sum += images[start + y * width + x];
      }
      means[down * GRID + across] = sum / ((rows[down + 1] - rows[down]) * (columns[across + 1] - columns[across]));
    }
  }
}

/** Cosine transform along rows, then along columns. */
function transform(means: Float64Array, half: Float64Array, whole: Float64Array): void {
  for (let y = 0; y < GRID; y++) {
    for (let across = 0; across < GRID; across++) {
      let sum = 0;
      for (let x = 0; x < GRID; x++) sum += means[y * GRID + x] * COSINE[across][x];
      half[y * GRID + across] = sum;
    }
  }
  for (let down = 0; down < GRID; down++) {
    for (let across = 0; across < GRID; across++) {
      let sum = 0;
      for (let y = 0; y < GRID; y++) sum += half[y * GRID + across] * COSINE[down][y];
      whole[down * GRID + across] = sum;
    }
  }
}
