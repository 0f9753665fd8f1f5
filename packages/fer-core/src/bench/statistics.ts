import { quantile } from '../evaluate/quantile';

/** Wall times of one contender, in milliseconds. */
export interface TimingSummary {
  /** Number of times. */
  count: number;
  median: number;
  /** Nine of ten were at most this long. */
  p90: number;
  min: number;
}

/** Median, 90th percentile and shortest of at least one time. */
export function summarizeTimings(values: readonly number[]): TimingSummary {
  return { count: values.length, median: quantile(values, 0.5), p90: quantile(values, 0.9), min: quantile(values, 0) };
}
