import { jStat } from 'jstat';
import { InputError } from '../input-error';

/** Discordant pairs from which on the chi-square approximation is used. */
export const EXACT_BELOW = 25;
/** jStat's distribution is off by a few 1e-12: chances smaller than this are not told. */
const SMALLEST = 1e-10;

/** McNemar's test of two classifiers on the same images. */
export interface McNemarTest {
  /** Images that only the first got right. */
  onlyFirst: number;
  /** Images that only the second got right. */
  onlySecond: number;
  method: 'exact binomial' | 'chi-square with continuity correction';
  /** The smaller of the two counts, or chi-square with one degree of freedom. */
  statistic: number;
  /** Chance of so uneven counts or more where both classifiers are right equally often; two-sided; never below 1e-10. */
  p: number;
}

/**
 * Tells whether two classifiers differ by more than chance, from the images on which just one of them is right.
 * With fewer than 25 such images the binomial distribution is summed, else χ² = (|b − c| − 1)² / (b + c).
 * Source: Q. McNemar, Psychometrika 12 (1947) 153–157; A. Edwards, Psychometrika 13 (1948) 185–187 for the correction.
 * @throws InputError for counts that are no whole numbers of at least 0
 */
export function mcNemarTest(onlyFirst: number, onlySecond: number): McNemarTest {
  for (const count of [onlyFirst, onlySecond]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new InputError(`mcNemarTest: expected counts of images, got ${count}`);
  }
  const discordant = onlyFirst + onlySecond;
  if (discordant < EXACT_BELOW) {
    const smaller = Math.min(onlyFirst, onlySecond);
    return { onlyFirst, onlySecond, method: 'exact binomial', statistic: smaller, p: Math.min(1, 2 * fairCoins(smaller, discordant)) };
  }
  // As statsmodels: where both counts are equal, the correction still takes its 1.
  const statistic = (Math.abs(onlyFirst - onlySecond) - 1) ** 2 / discordant;
  const p = Math.max(1 - jStat.chisquare.cdf(statistic, 1), SMALLEST);
  return { onlyFirst, onlySecond, method: 'chi-square with continuity correction', statistic, p };
}

/** Chance of at most `heads` heads in so few throws: sums of whole numbers, exact in floating point (jStat rounds its own to 1e-10). */
function fairCoins(heads: number, throws: number): number {
  let [ways, sum] = [1, 0];
  for (let k = 0; k <= heads; k++) {
    sum += ways;
    ways = (ways * (throws - k)) / (k + 1);
  }
  return sum / 2 ** throws;
}

/**
 * Holm's adjustment of several tests' chances, so that the chance of any false alarm among them stays what it says.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70.
 * @returns adjusted chances in the order of `p`, each at most 1
 */
export function holmAdjusted(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
  const adjusted = new Array<number>(p.length);
  let largest = 0;
  order.forEach((test, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[test]));
    adjusted[test] = largest;
  });
  return adjusted;
}
