import { wilsonInterval } from './wilson-interval';

/**
 * The numbers of one class, all shares in [0, 1]; intervals are Wilson 95 %.
 * A share whose denominator is zero is `null`: precision of a class that was never predicted, recall of one without images.
 */
export interface ClassMetrics {
  label: string;
  /** Of the images called this class, the share that is. */
  precision: number | null;
  /** Of the images of this class, the share that was called so. */
  recall: number | null;
  /** 2·TP / (2·TP + FP + FN); 0 for a class with images that was never predicted. */
  f1: number | null;
  /** Images whose truth is this class. */
  support: number;
  precisionInterval: [number, number] | null;
  recallInterval: [number, number] | null;
}

/**
 * Precision, recall, F1 and support of every class.
 * @param confusion `confusion[truth][predicted]`, counts.
 * @param labels class names in the matrix's order.
 */
export function classMetrics(confusion: readonly (readonly number[])[], labels: readonly string[]): ClassMetrics[] {
  return labels.map((label, k) => {
    const hits = confusion[k][k];
    const support = confusion[k].reduce((total, count) => total + count, 0);
    const predicted = confusion.reduce((total, row) => total + row[k], 0);
    return {
      label,
      precision: share(hits, predicted),
      recall: share(hits, support),
      f1: share(2 * hits, support + predicted),
      support,
      precisionInterval: predicted > 0 ? wilsonInterval(hits, predicted) : null,
      recallInterval: support > 0 ? wilsonInterval(hits, support) : null,
    };
  });
}

/** Mean of the numbers that are defined; `null` when none is. */
export function meanOfDefined(numbers: readonly (number | null)[]): number | null {
  const defined = numbers.filter((number): number is number => number !== null);
  return defined.length > 0 ? defined.reduce((total, number) => total + number, 0) / defined.length : null;
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
