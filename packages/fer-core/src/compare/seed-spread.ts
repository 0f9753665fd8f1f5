import { configDifference } from './config-difference';
import type { Result } from './read-result';

/** Runs that differ in nothing but the seed, measured on the same images. */
export interface SeedSpread {
  /** Names of the runs. */
  runs: string[];
  seeds: unknown[];
  /** What they were measured on: data set, split, n. */
  on: { dataset: string; split: string; n: number };
  accuracy: MeanAndSpread;
  /** `null` where one of the runs has none. */
  macroF1: MeanAndSpread | null;
  balancedAccuracy: MeanAndSpread | null;
}

/** Mean and sample standard deviation (n − 1). */
export interface MeanAndSpread {
  mean: number;
  sd: number;
}

/** Settings that say where a run is kept or how it looks, not how it learns. */
const SEED = 'seed';

/** Groups of at least two runs with equal configurations but for the seed, judged on the same images with the same averaging. */
export function seedSpreads(results: readonly Result[]): SeedSpread[] {
  const groups: Result[][] = [];
  for (const result of results) {
    const group = groups.find(([first]) => differInSeed(first, result));
    if (group) group.push(result);
    else groups.push([result]);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => {
      const { dataset, split, n } = group[0].report.protocol;
      const spread = (key: 'macroF1' | 'balancedAccuracy'): MeanAndSpread | null => {
        const values = group.map(({ report }) => report[key]);
        return values.every((value): value is number => value !== null) ? meanAndSpread(values) : null;
      };
      return {
        runs: group.map(({ name }) => name),
        seeds: group.map(({ config }) => config?.seed),
        on: { dataset, split, n },
        accuracy: meanAndSpread(group.map(({ report }) => report.accuracy)),
        macroF1: spread('macroF1'),
        balancedAccuracy: spread('balancedAccuracy'),
      };
    });
}

function differInSeed(first: Result, other: Result): boolean {
  if (!first.config || !other.config) return false;
  const [a, b] = [first.report.protocol, other.report.protocol];
  if (a.dataSha256 !== b.dataSha256 || a.tta !== b.tta) return false;
  const difference = configDifference([first.config, other.config]);
  return difference.length === 1 && difference[0].path === SEED;
}

/** @param values at least two */
export function meanAndSpread(values: readonly number[]): MeanAndSpread {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1)) };
}
