import { ANSWER_CHANGES, type AnswerChange, type ChangedAnswer } from '../evaluate/changed-answer';
import { PayloadReader } from './payload-reader';
import { readShareWithInterval, type ShareWithInterval } from './share-with-interval';

/** MIME type of a comparison view. */
export const COMPARISON_MIME = 'application/vnd.fer.comparison.v1+json';

/** One run that is compared. */
export interface ComparedRun {
  name: string;
  /** Data set and split. */
  on: string;
  n: number;
  /** The split that chose the weights; null for none. */
  selectedOn: string | null;
  tta: string;
  accuracy: ShareWithInterval;
  macroF1: ShareWithInterval;
  balancedAccuracy: ShareWithInterval;
  /** Expected calibration error; null where probabilities are not known. */
  ece: number | null;
}

/** A run beside the first one, on the same images. */
export interface ComparedPair {
  first: string;
  second: string;
  /** Accuracy of the second − that of the first, in [−1, 1]. */
  difference: number;
  interval: [low: number, high: number];
  /** McNemar's test. */
  test: { onlyFirst: number; onlySecond: number; method: string; p: number };
  /** `test.p` adjusted for the number of pairs (Holm). */
  adjustedP: number;
  /** Confusion of the second − that of the first, counts; rows are the truth. */
  confusionDifference: number[][];
  /** How many answers changed, by kind. */
  changes: Record<AnswerChange, number>;
  /** The surest of them; not all where they are many. */
  changed: ChangedAnswer[];
}

/** Everything the comparison view shows, as plain JSON. */
export interface ComparisonPayload {
  labels: string[];
  /** At least two; the first is what the others are compared with. */
  runs: ComparedRun[];
  /** Settings that differ, a text a run; a dash where it has none. */
  configuration: { path: string; values: string[] }[];
  pairs: ComparedPair[];
  /** Runs that cannot be paired with the first, and why. */
  unpaired: { name: string; reason: string }[];
}

/**
 * Reads a comparison payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseComparison(value: unknown): ComparisonPayload {
  const payload = new PayloadReader('comparison', value);
  payload.checkVersion();
  const labels = payload.texts('labels');
  const runs = payload.objects('runs', readRun);
  return {
    labels,
    runs,
    configuration: payload.objects('configuration', (setting) => ({ path: setting.text('path'), values: setting.texts('values', runs.length) })),
    pairs: payload.objects('pairs', (pair) => readPair(pair, labels.length)),
    unpaired: payload.objects('unpaired', (run) => ({ name: run.text('name'), reason: run.text('reason') })),
  };
}

function readRun(run: PayloadReader): ComparedRun {
  const share = (key: string): ShareWithInterval => readShareWithInterval(run.object(key));
  return {
    name: run.text('name'),
    on: run.text('on'),
    n: run.integer('n', 1),
    selectedOn: run.optional('selectedOn', (key) => run.text(key)) ?? null,
    tta: run.text('tta'),
    accuracy: share('accuracy'),
    macroF1: share('macroF1'),
    balancedAccuracy: share('balancedAccuracy'),
    ece: run.numberOrNull('ece'),
  };
}

function readPair(pair: PayloadReader, classes: number): ComparedPair {
  const [test, changes] = [pair.object('test'), pair.object('changes')];
  return {
    first: pair.text('first'),
    second: pair.text('second'),
    difference: pair.number('difference'),
    interval: pair.interval('interval'),
    test: { onlyFirst: test.integer('onlyFirst'), onlySecond: test.integer('onlySecond'), method: test.text('method'), p: test.share('p') },
    adjustedP: pair.share('adjustedP'),
    confusionDifference: pair.rows('confusionDifference', classes).map((row) => row.numbers('row', classes)),
    changes: { fixed: changes.integer('fixed'), broken: changes.integer('broken'), other: changes.integer('other') },
    changed: pair.objects('changed', (image) => ({
      id: image.text('id'),
      truth: image.text('truth'),
      first: image.text('first'),
      firstConfidence: image.share('firstConfidence'),
      second: image.text('second'),
      secondConfidence: image.share('secondConfidence'),
      change: image.oneOf('change', ANSWER_CHANGES),
    })),
  };
}
