import { InputError } from '../input-error';
import { bootstrapIntervals } from './bootstrap-intervals';
import { calibration, type Calibration } from './calibration';
import { classMetrics, meanOfDefined, type ClassMetrics } from './class-metrics';
import { confidentMistakes, type Mistake } from './confident-mistakes';
import { confusionMatrix } from './confusion-matrix';
import { noticesOf, type Notice } from './notices';
import { classCurves, rankingOf, type Ranking } from './ranking';
import type { TemperedCalibration } from './tempered-calibration';
import { wilsonInterval } from './wilson-interval';

/** How a report came to be: enough to repeat it, and to know what its accuracy may be compared with. */
export interface EvaluationProtocol {
  /** Data set name, `fer2013`. */
  dataset: string;
  /** The split judged: `train`, `validation` or `test`. */
  split: string;
  /** How many images were judged. */
  n: number;
  /** The split on which weights or epoch were chosen; `null` when nothing was chosen. */
  selectedOn: string | null;
  /** Averaging over views of an image: `none`, `flip`, `ten-crop`. */
  tta: string;
  /** What was done to the images to fit the network's input; `none` or absent when they fitted. */
  resize?: string;
  /** Hex sha256 of the weights; those of an ensemble are joined by ` + `. */
  weightsSha256: string;
  /** Hex sha256 of the images and labels judged, see `labeledImagesSha256`. */
  dataSha256: string;
  /** Network name. */
  model?: string;
  seed?: number;
  /** The command that wrote the report. */
  generatedBy?: string;
  [detail: string]: unknown;
}

/** An evaluation as plain JSON; shares in [0, 1]; intervals are 95 %, Wilson's for shares, bootstrapped for means over classes. */
export interface EvaluationReport {
  protocol: EvaluationProtocol;
  /** Class names; rows and columns of `confusion` follow their order. */
  labels: string[];
  accuracy: number;
  accuracyInterval: [number, number];
  /** Mean F1 over the classes that have images or were predicted, as scikit-learn's `f1_score(average="macro")`. */
  macroF1: number | null;
  macroF1Interval?: [number, number] | null;
  /** Mean recall over the classes that have images, as scikit-learn's `balanced_accuracy_score`. */
  balancedAccuracy: number | null;
  balancedAccuracyInterval?: [number, number] | null;
  perClass: ClassMetrics[];
  /** `confusion[truth][predicted]`, counts. */
  confusion: number[][];
  /** What a reader must know before believing the numbers. */
  notices?: Notice[];
  /** How far confidences can be believed; known where probabilities are. */
  calibration?: Calibration;
  /** The same at a temperature that was fitted on other images; there only when asked for. */
  temperedCalibration?: TemperedCalibration;
  /** ROC and precision-recall areas; known where probabilities are. */
  ranking?: Ranking;
  /** The wrong answers that the model was surest of; known where probabilities and ids are. */
  mistakes?: Mistake[];
}

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
