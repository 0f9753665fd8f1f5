import { percentileInterval, resamples } from './bootstrap';
import { classMetrics, meanOfDefined } from './class-metrics';

/** Of the draws: the same confusion matrix always gives the same intervals. */
const SEED = 1;

/** 95 % percentile intervals of means over classes, for which there is no formula such as Wilson's; `null` where nothing is defined. */
export interface ClassMeanIntervals {
  macroF1: [number, number] | null;
  balancedAccuracy: [number, number] | null;
}

/**
 * Bootstrap over the judged images (`resamples`). The confusion matrix holds all that is needed of them.
 * @param confusion `confusion[truth][predicted]`, counts, of at least one image
 */
export function bootstrapIntervals(confusion: readonly (readonly number[])[], labels: readonly string[]): ClassMeanIntervals {
  const classes = labels.length;
  const cells = Uint16Array.from(confusion.flatMap((row, truth) => row.flatMap((count, predicted) => new Array<number>(count).fill(truth * classes + predicted))));
  const counts = new Uint32Array(classes * classes);
  const [f1s, recalls]: [number[], number[]] = [[], []];
  for (const indices of resamples(cells.length, SEED)) {
    counts.fill(0);
    for (const index of indices) counts[cells[index]]++;
    const rows = confusion.map((_, truth) => Array.from(counts.subarray(truth * classes, (truth + 1) * classes)));
    const perClass = classMetrics(rows, labels);
    const f1 = meanOfDefined(perClass.map((each) => each.f1));
    const recall = meanOfDefined(perClass.map((each) => each.recall));
    if (f1 !== null) f1s.push(f1);
    if (recall !== null) recalls.push(recall);
  }
  const interval = (values: number[]): [number, number] | null => (values.length === 0 ? null : percentileInterval(values));
  return { macroF1: interval(f1s), balancedAccuracy: interval(recalls) };
}
