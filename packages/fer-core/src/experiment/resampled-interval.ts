import { percentileInterval, resamples } from '../evaluate/bootstrap';
import { InputError } from '../input-error';
import { PAPER_SEEDS } from './paper-scale';

/**
 * 95 % percentile bootstrap interval (`resamples`) of any number that is computed from a list of faces. The same list always gives the same
 * interval.
 * @param count of the list, at least 1
 * @param statistic of the drawn indices
 * @throws InputError for an empty list
 */
export function resampledInterval(count: number, statistic: (indices: Uint32Array) => number): [low: number, high: number] {
  if (count < 1) throw new InputError(`resampledInterval: expected at least one face, got ${count}`);
  return percentileInterval(Array.from(resamples(count, PAPER_SEEDS.bootstrap), statistic));
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
