import { xoroshiro128plus } from 'pure-rand';
import { classMetrics, meanOfDefined } from './class-metrics';

/** Resamples, and the seed of their draws: the same confusion matrix always gives the same intervals. */
const RESAMPLES = 1000;
const SEED = 1;
const TWO_TO_32 = 2 ** 32;

/** 95 % percentile intervals of means over classes, for which there is no formula such as Wilson's; `null` where nothing is defined. */
export interface ClassMeanIntervals {
  macroF1: [number, number] | null;
  balancedAccuracy: [number, number] | null;
}

/**
 * Bootstrap over the judged images: draws as many again, with replacement, a thousand times, and takes the 2.5 and 97.5 % points.
 * The confusion matrix holds all that is needed of the images. Source: Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13.
 * @param confusion `confusion[truth][predicted]`, counts, of at least one image
 */
export function bootstrapIntervals(confusion: readonly (readonly number[])[], labels: readonly string[]): ClassMeanIntervals {
  const classes = labels.length;
  const cells = Uint16Array.from(confusion.flatMap((row, truth) => row.flatMap((count, predicted) => new Array<number>(count).fill(truth * classes + predicted))));
  const random = xoroshiro128plus(SEED);
  const counts = new Uint32Array(classes * classes);
  const [f1s, recalls]: [number[], number[]] = [[], []];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    counts.fill(0);
    for (let draw = 0; draw < cells.length; draw++) counts[cells[Math.floor(((random.unsafeNext() >>> 0) / TWO_TO_32) * cells.length)]]++;
    const rows = confusion.map((_, truth) => Array.from(counts.subarray(truth * classes, (truth + 1) * classes)));
    const perClass = classMetrics(rows, labels);
    const f1 = meanOfDefined(perClass.map((each) => each.f1));
    const recall = meanOfDefined(perClass.map((each) => each.recall));
    if (f1 !== null) f1s.push(f1);
    if (recall !== null) recalls.push(recall);
  }
  return { macroF1: middle(f1s), balancedAccuracy: middle(recalls) };
}

/** From the 2.5 to the 97.5 % point, interpolated between neighbours. */
function middle(values: number[]): [number, number] | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (values.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, values.length - 1);
    return values[below] + (place - below) * (values[above] - values[below]);
  };
  return [at(0.025), at(0.975)];
}
