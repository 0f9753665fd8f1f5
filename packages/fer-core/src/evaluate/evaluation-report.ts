import { InputError } from '../input-error';
import { bootstrapIntervals } from './bootstrap-intervals';
import { calibration } from './calibration';
import { classMetrics, meanOfDefined } from './class-metrics';
import { confidentMistakes } from './confident-mistakes';
import { confusionMatrix } from './confusion-matrix';
import { noticesOf } from './notices';
import { classCurves, rankingOf } from './ranking';
import type { EvaluationProtocol, EvaluationReport } from './report';
import { wilsonInterval } from './wilson-interval';

/**
 * Judges predictions against the truth.
 * @param input.labels class names.
 * @param input.truth class indices of the images.
 * @param input.predicted class indices the model gave, in the same order.
 * @param input.protocol what was judged and how; copied into the report.
 * @param input.probabilities [n, classes], row-major; adds calibration and ranking.
 * @param input.ids what the data set calls each image; with probabilities, adds the most confident mistakes.
 * @throws InputError for no images, lists of different length, indices out of range, or a `protocol.n` that is not the number of images.
 */
export function evaluationReport(input: {
  readonly labels: readonly string[];
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly protocol: EvaluationProtocol;
  readonly probabilities?: ArrayLike<number>;
  readonly ids?: ArrayLike<string>;
}): EvaluationReport {
  const { labels, truth, predicted, protocol, probabilities, ids } = input;
  const n = truth.length;
  if (n === 0) throw new InputError('evaluationReport: expected at least one image, got none');
  if (protocol.n !== n) throw new InputError(`evaluationReport: expected protocol.n to be the number of images, ${n}, got ${protocol.n}`);
  const confusion = confusionMatrix(truth, predicted, labels.length);
  const perClass = classMetrics(confusion, labels);
  const hits = confusion.reduce((total, row, k) => total + row[k], 0);
  const intervals = bootstrapIntervals(confusion, labels);
  const report: EvaluationReport = {
    protocol: { ...protocol },
    labels: [...labels],
    accuracy: hits / n,
    accuracyInterval: wilsonInterval(hits, n),
    macroF1: meanOfDefined(perClass.map(({ f1 }) => f1)),
    macroF1Interval: intervals.macroF1,
    balancedAccuracy: meanOfDefined(perClass.map(({ recall }) => recall)),
    balancedAccuracyInterval: intervals.balancedAccuracy,
    perClass,
    confusion,
  };
  report.notices = noticesOf(report, ids);
  if (probabilities) {
    report.calibration = calibration(probabilities, truth, labels.length);
    report.ranking = rankingOf(classCurves(probabilities, truth, labels));
    if (ids) report.mistakes = confidentMistakes({ ids, labels, truth, predicted, probabilities });
  }
  return report;
}
