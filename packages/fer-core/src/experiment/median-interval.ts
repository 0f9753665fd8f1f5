import { NORMAL_POINT as Z } from '../evaluate/normal-point';
import { quantile } from '../evaluate/quantile';

/**
 * The median of times with its 95 % interval from the order of the times (binomial, normal approximation): no assumption of how they spread.
 * Source: W. J. Conover, "Practical Nonparametric Statistics", chapter 3.2.
 * @param values at least one
 */
export function medianInterval(values: readonly number[]): { median: number; interval: [low: number, high: number] } {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const half = (Z * Math.sqrt(n)) / 2;
  const at = (rank: number): number => sorted[Math.min(n, Math.max(1, rank)) - 1];
  return { median: quantile(sorted, 0.5), interval: [at(Math.floor(n / 2 - half)), at(Math.ceil(1 + n / 2 + half))] };
}
