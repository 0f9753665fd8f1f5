import type { Calibration } from './calibration';
import type { ClassMetrics } from './class-metrics';
import type { Mistake } from './confident-mistakes';
import type { Notice } from './notices';
import type { Ranking } from './ranking';
import type { TemperedCalibration } from './tempered-calibration';

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
