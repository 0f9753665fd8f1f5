import { InputError } from '../input-error';
import { classMetrics, meanOfDefined, type ClassMetrics } from './class-metrics';
import { confusionMatrix } from './confusion-matrix';
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

/** An evaluation as plain JSON; shares in [0, 1], intervals Wilson 95 %. */
export interface EvaluationReport {
  protocol: EvaluationProtocol;
  /** Class names; rows and columns of `confusion` follow their order. */
  labels: string[];
  accuracy: number;
  accuracyInterval: [number, number];
  /** Mean F1 over the classes that have images or were predicted, as scikit-learn's `f1_score(average="macro")`. */
  macroF1: number | null;
  /** Mean recall over the classes that have images, as scikit-learn's `balanced_accuracy_score`. */
  balancedAccuracy: number | null;
  perClass: ClassMetrics[];
  /** `confusion[truth][predicted]`, counts. */
  confusion: number[][];
}

/**
 * Judges predictions against the truth.
 * @param input.labels class names.
 * @param input.truth class indices of the images.
 * @param input.predicted class indices the model gave, in the same order.
 * @param input.protocol what was judged and how; copied into the report.
 * @throws InputError for no images, lists of different length, indices out of range, or a `protocol.n` that is not the number of images.
 */
export function evaluationReport(input: {
  readonly labels: readonly string[];
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly protocol: EvaluationProtocol;
}): EvaluationReport {
  const { labels, truth, predicted, protocol } = input;
  const n = truth.length;
  if (n === 0) throw new InputError('evaluationReport: expected at least one image, got none');
  if (protocol.n !== n) throw new InputError(`evaluationReport: expected protocol.n to be the number of images, ${n}, got ${protocol.n}`);
  const confusion = confusionMatrix(truth, predicted, labels.length);
  const perClass = classMetrics(confusion, labels);
  const hits = confusion.reduce((total, row, k) => total + row[k], 0);
  return {
    protocol: { ...protocol },
    labels: [...labels],
    accuracy: hits / n,
    accuracyInterval: wilsonInterval(hits, n),
    macroF1: meanOfDefined(perClass.map(({ f1 }) => f1)),
    balancedAccuracy: meanOfDefined(perClass.map(({ recall }) => recall)),
    perClass,
    confusion,
  };
}
