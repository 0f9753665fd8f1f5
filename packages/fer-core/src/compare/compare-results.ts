import type { ChangedAnswer } from '../evaluate/changed-answer';
import type { EvaluationProtocol, EvaluationReport } from '../evaluate/report';
import { InputError } from '../input-error';
import { configDifference, type ConfigDifference } from './config-difference';
import { holmAdjusted, mcNemarTest, type McNemarTest } from './mcnemar';
import { pairedDifference, type PairedDifference } from './paired-difference';
import type { Result } from './read-result';
import { seedSpreads, type SeedSpread } from './seed-spread';

/** The second run beside the first, on the same images. */
export interface PairComparison {
  first: string;
  second: string;
  accuracy: PairedDifference;
  test: McNemarTest;
  /** `test.p` adjusted for as many tests as there are pairs (Holm). */
  adjustedP: number;
  /** Confusion matrix of the second − that of the first, counts. */
  confusionDifference: number[][];
  /** The surest changes first. */
  changed: ChangedAnswer[];
}

export interface Comparison {
  labels: string[];
  /** A run each, in the order given. */
  runs: (Pick<EvaluationReport, 'accuracy' | 'accuracyInterval' | 'macroF1' | 'macroF1Interval' | 'balancedAccuracy' | 'balancedAccuracyInterval' | 'perClass'> & {
    name: string;
    protocol: EvaluationProtocol;
    ece: number | null;
  })[];
  configDifference: ConfigDifference;
  seeds: SeedSpread[];
  /** Every run after the first beside the first. */
  pairs: PairComparison[];
  /** Runs that cannot be paired with the first, and why. */
  unpaired: { name: string; reason: string }[];
}

/**
 * Compares evaluations: configuration, metrics, and image by image where both judged the same images.
 * @param results at least two; the first is what the others are compared with
 * @throws InputError for fewer than two results, or different classes
 */
export function compareResults(results: readonly Result[]): Comparison {
  if (results.length < 2) throw new InputError(`compareResults: expected at least two runs, got ${results.length}`);
  const [first, ...others] = results;
  const { labels } = first.report;
  for (const { name, report } of others) {
    if (report.labels.join() !== labels.join()) {
      throw new InputError(`compareResults: expected the classes ${labels.join(', ')} as in ${first.name}, got ${report.labels.join(', ')} in ${name}`);
    }
  }
  const pairs: PairComparison[] = [];
  const unpaired: Comparison['unpaired'] = [];
  for (const other of others) {
    const reason = whyNotPaired(first, other);
    if (reason) unpaired.push({ name: other.name, reason });
    else pairs.push(comparePair(first, other));
  }
  const adjusted = holmAdjusted(pairs.map(({ test }) => test.p));
  return {
    labels: [...labels],
    runs: results.map(({ name, report }) => ({
      name,
      protocol: report.protocol,
      accuracy: report.accuracy,
      accuracyInterval: report.accuracyInterval,
      macroF1: report.macroF1,
      macroF1Interval: report.macroF1Interval,
      balancedAccuracy: report.balancedAccuracy,
      balancedAccuracyInterval: report.balancedAccuracyInterval,
      perClass: report.perClass,
      ece: report.calibration?.ece ?? null,
    })),
    configDifference: configDifference(results.map(({ config }) => config)),
    seeds: seedSpreads(results),
    pairs: pairs.map((pair, at) => ({ ...pair, adjustedP: adjusted[at] })),
    unpaired,
  };
}

function whyNotPaired({ report: a, predictions: p }: Result, { report: b, predictions: q }: Result): string | undefined {
  const stamp = ({ protocol: { dataset, split, n } }: EvaluationReport): string => `${dataset} ${split}, n = ${n}`;
  if (a.protocol.dataSha256 !== b.protocol.dataSha256) return `judged other images: ${stamp(b)}, and not ${stamp(a)}`;
  const differs = p.ids.findIndex((id, image) => id !== q.ids[image] || p.truth[image] !== q.truth[image]);
  return differs < 0 ? undefined : `predictions.csv has another image or label in row ${differs + 1}`;
}

function comparePair({ name: first, report: a, predictions: p }: Result, { name: second, report: b, predictions: q }: Result): PairComparison {
  const { labels } = a;
  const changed: ChangedAnswer[] = [];
  let [onlyFirst, onlySecond] = [0, 0];
  p.ids.forEach((id, image) => {
    if (p.predicted[image] === q.predicted[image]) return;
    const fixed = q.predicted[image] === p.truth[image];
    const broken = p.predicted[image] === p.truth[image];
    if (fixed) onlySecond++;
    if (broken) onlyFirst++;
    changed.push({
      id,
      truth: labels[p.truth[image]],
      first: labels[p.predicted[image]],
      firstConfidence: p.confidence[image],
      second: labels[q.predicted[image]],
      secondConfidence: q.confidence[image],
      change: fixed ? 'fixed' : broken ? 'broken' : 'other',
    });
  });
  const sureness = (image: ChangedAnswer): number => Math.min(image.firstConfidence, image.secondConfidence);
  const test = mcNemarTest(onlyFirst, onlySecond);
  return {
    first,
    second,
    accuracy: pairedDifference(onlyFirst, onlySecond, p.ids.length),
    test,
    adjustedP: test.p,
    confusionDifference: b.confusion.map((row, truth) => row.map((count, predicted) => count - a.confusion[truth][predicted])),
    changed: changed.sort((x, y) => sureness(y) - sureness(x)),
  };
}
