/** Some of a list's images that go through a network together. */
export interface ImageBatch {
  /** Index of the first one. */
  readonly first: number;
  /** How many they are. */
  readonly count: number;
  /** How many the function takes that sees them; the places that are left over stay empty. */
  readonly size: number;
}

/**
 * Parts a list into batches for functions that take a fixed number of images each: as many at once as there are, in a larger function
 * only where more than half of its places are taken.
 * @param sizes that there are functions for, the smallest first
 */
export function* imageBatches(total: number, sizes: readonly [number, ...number[]]): Generator<ImageBatch> {
  for (let first = 0; first < total; ) {
    const left = total - first;
    const size = sizes.find((each) => each >= left && 2 * left > each) ?? [...sizes].reverse().find((each) => each <= left) ?? sizes[0];
    const count = Math.min(left, size);
    yield { first, count, size };
    first += count;
  }
}
