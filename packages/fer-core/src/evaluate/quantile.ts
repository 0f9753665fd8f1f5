/**
 * A quantile with linear interpolation between neighbours, as numpy's default.
 * @param values at least one, in any order; not changed
 * @param share in [0, 1]; 0.5 is the median
 * @throws when there are no values
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('quantile: expected at least one value, got none');
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}
