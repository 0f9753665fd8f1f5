import { xoroshiro128plus } from 'pure-rand';
import { InputError } from '../input-error';
import { PAPER_SEEDS } from './paper-scale';

const RESAMPLES = 1000;
const TWO_TO_32 = 2 ** 32;

/**
 * 95 % percentile bootstrap interval of any number that is computed from a list of faces: draws as many again, with replacement.
 * The same list always gives the same interval. Source: Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13.
 * @param count of the list, at least 1
 * @param statistic of the drawn indices
 * @throws InputError for an empty list
 */
export function resampledInterval(count: number, statistic: (indices: Uint32Array) => number): [low: number, high: number] {
  if (count < 1) throw new InputError(`resampledInterval: expected at least one face, got ${count}`);
  const random = xoroshiro128plus(PAPER_SEEDS.bootstrap);
  const indices = new Uint32Array(count);
  const values = Array.from({ length: RESAMPLES }, () => {
    for (let i = 0; i < count; i++) indices[i] = Math.floor(((random.unsafeNext() >>> 0) / TWO_TO_32) * count);
    return statistic(indices);
  }).sort((a, b) => a - b);
  return [values[Math.floor(0.025 * RESAMPLES)], values[Math.ceil(0.975 * RESAMPLES) - 1]];
}

/** The mean of numbers with its bootstrapped interval. @throws InputError for no numbers */
export function resampledMean(values: readonly number[]): { mean: number; interval: [number, number] } {
  const mean = (indices: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < indices.length; i++) sum += values[indices[i]];
    return sum / indices.length;
  };
  const interval = resampledInterval(values.length, mean);
  return { mean: mean(values.map((_, i) => i)), interval };
}
