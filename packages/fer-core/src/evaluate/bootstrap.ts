import { xoroshiro128plus } from 'pure-rand';
import { quantile } from './quantile';

/** How often is drawn. */
const RESAMPLES = 1000;
const TWO_TO_32 = 2 ** 32;

/**
 * Draws as many as there are, with replacement, a thousand times; the same seed always draws the same.
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13.
 * @returns indices below `count`, as many; the same memory each time
 */
export function* resamples(count: number, seed: number): Generator<Uint32Array> {
  const random = xoroshiro128plus(seed);
  const indices = new Uint32Array(count);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let draw = 0; draw < count; draw++) indices[draw] = Math.floor(((random.unsafeNext() >>> 0) / TWO_TO_32) * count);
    yield indices;
  }
}

/** 95 % percentile interval: from the 2.5 to the 97.5 % point. @param values at least one, in any order */
export function percentileInterval(values: readonly number[]): [low: number, high: number] {
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
