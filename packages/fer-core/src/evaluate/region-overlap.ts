import { InputError } from '../input-error';

/** Pixels that two maps share in one region, and that either has. */
export interface RegionOverlap {
  /** Intersection over union of each region over all maps, in [0, 1]; null for a region that neither side has anywhere. */
  readonly each: readonly (number | null)[];
  /** Mean over the regions that there are. */
  readonly mean: number;
}

/**
 * How well parsing maps agree with the truth: intersection over union, region by region, pixels of all maps counted together.
 * @param found and `truth`: as many maps of the same sizes, values below `regions`
 * @param unknown truth's value for pixels that do not count
 * @throws InputError where the maps do not fit, or no pixel counts
 */
export function regionOverlap(found: readonly Uint8Array[], truth: readonly Uint8Array[], regions: number, unknown: number): RegionOverlap {
  if (found.length !== truth.length || found.some((map, i) => map.length !== truth[i]!.length)) {
    throw new InputError(`regionOverlap: expected as many maps of the same sizes, got ${found.length} and ${truth.length}`);
  }
  const [shared, either] = [new Float64Array(regions), new Float64Array(regions)];
  found.forEach((map, i) =>
    map.forEach((region, pixel) => {
      const right = truth[i]![pixel]!;
      if (right === unknown) return;
      either[right]!++;
      if (region === right) shared[right]!++;
      else either[region]!++;
    }),
  );
  const each = Array.from(either, (pixels, region) => (pixels > 0 ? shared[region]! / pixels : null));
  const present = each.filter((value) => value !== null);
  if (present.length === 0) throw new InputError('regionOverlap: expected pixels of known regions, found none');
  return { each, mean: present.reduce((sum, value) => sum + value, 0) / present.length };
}
