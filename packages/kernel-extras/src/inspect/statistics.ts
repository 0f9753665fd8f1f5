/** What the values of a tensor are like; infinities count as values, NaN does not. */
export interface Statistics {
  /** Smallest value; null if there is none. */
  min: number | null;
  max: number | null;
  mean: number | null;
  /** How many values are NaN. */
  nan: number;
}

/** Reads all values once. */
export function statistics(values: ArrayLike<number>): Statistics {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let nan = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value) {
      nan++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const count = values.length - nan;
  return count === 0 ? { min: null, max: null, mean: null, nan } : { min, max, mean: sum / count, nan };
}

/** How many values lie in each of `bins` equal parts of [min, max]; NaN and infinities in none. */
export function histogram(values: ArrayLike<number>, min: number, max: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const scale = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= min && value <= max)) continue;
    const bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    counts[bin]!++;
  }
  return counts;
}
