import { pairedDifference } from '../compare/paired-difference';
import { mcNemarTest } from '../compare/mcnemar';
import type { EvaluationReport } from '../evaluate/report';
import { wilsonInterval } from '../evaluate/wilson-interval';
import type { Measured } from './experiment-row';

/** A share of right answers with Wilson's interval. @param n at least 1 */
export function measuredShare(name: string, right: number, n: number, on: string): Measured {
  return { name, value: right / n, unit: 'share', interval: wilsonInterval(right, n), n, on };
}

/** The accuracy of a report. */
export function measuredAccuracy(name: string, { accuracy, accuracyInterval, protocol }: EvaluationReport): Measured {
  return { name, value: accuracy, unit: 'share', interval: accuracyInterval, n: protocol.n, on: onSplit(protocol) };
}

/** Something that is counted, not estimated. */
export function measuredCount(name: string, value: number, on: string, n: number | null = null): Measured {
  return { name, value, unit: 'count', interval: null, n, on };
}

/** `fer2013 validation, weights chosen on validation`. */
export function onSplit({ dataset, split, selectedOn }: EvaluationReport['protocol']): string {
  return `${dataset} ${split}${selectedOn === null ? '' : `, weights chosen on ${selectedOn}`}`;
}

/** Two classifiers on the same images: the difference of their accuracies, and McNemar's test. */
export interface PairedResult {
  readonly measured: readonly [difference: Measured, p: Measured];
  /** Accuracy of the second − that of the first. */
  readonly difference: number;
  readonly p: number;
}

/**
 * Compares answers on the same images.
 * @param first whether each answer of the first is right
 * @param second the same of the second, in the same order
 */
export function measuredPair(name: string, first: readonly boolean[], second: readonly boolean[], on: string): PairedResult {
  const n = first.length;
  const onlyFirst = first.filter((right, i) => right && !second[i]).length;
  const onlySecond = second.filter((right, i) => right && !first[i]).length;
  const { difference, interval } = pairedDifference(onlyFirst, onlySecond, n);
  const { p } = mcNemarTest(onlyFirst, onlySecond);
  const counts = `${onlySecond} images right only with it, ${onlyFirst} only without`;
  return {
    measured: [
      { name, value: difference, unit: 'points', interval, n, on },
      { name: `${name}: McNemar's test (${counts})`, value: p, unit: 'p', interval: null, n, on },
    ],
    difference,
    p,
  };
}

/** Below this chance a difference counts. */
export const SIGNIFICANT = 0.05;
