import { csvText } from './csv-text';
import type { EvaluationReport } from './report';
import type { ClassCurves } from './ranking';

/** The confusion matrix: a row a true class, a column a predicted one, counts. */
export function confusionCsv({ labels, confusion }: EvaluationReport): string {
  return csvText([['truth \\ predicted', ...labels], ...confusion.map((row, k) => [labels[k], ...row])]);
}

/** A row a class: shares in [0, 1] with their 95 % intervals, images, areas under the curves; empty where nothing is defined. */
export function perClassCsv({ perClass, ranking }: EvaluationReport): string {
  const head = ['class', 'precision', 'precision_low', 'precision_high', 'recall', 'recall_low', 'recall_high', 'f1', 'support', 'roc_auc', 'average_precision'];
  const rows = perClass.map(({ label, precision, precisionInterval, recall, recallInterval, f1, support }, k) => [
    ...[label, precision, ...(precisionInterval ?? [null, null]), recall, ...(recallInterval ?? [null, null]), f1, support],
    ranking?.perClass[k].auc ?? null,
    ranking?.perClass[k].averagePrecision ?? null,
  ]);
  return csvText([head, ...rows]);
}

/** A row a bin of the reliability diagram, without and with the temperature where there is one. */
export function reliabilityCsv({ calibration, temperedCalibration }: EvaluationReport): string {
  const rows = [calibration, temperedCalibration].flatMap((each, tempered) =>
    (each?.bins ?? []).map(({ low, high, count, confidence, accuracy, accuracyInterval }) => [
      ...[tempered === 0 ? 1 : temperedCalibration!.temperature, low, high, count, confidence, accuracy],
      ...(accuracyInterval ?? [null, null]),
    ]),
  );
  return csvText([['temperature', 'low', 'high', 'count', 'confidence', 'accuracy', 'accuracy_low', 'accuracy_high'], ...rows]);
}

/** A row a threshold of each class. */
export function curvesCsv(curves: readonly ClassCurves[]): string {
  const rows = curves.flatMap(({ label, thresholds, falsePositiveRate, truePositiveRate, precision }) =>
    thresholds.map((threshold, i) => [label, threshold, falsePositiveRate[i], truePositiveRate[i], precision[i]]),
  );
  return csvText([['class', 'threshold', 'false_positive_rate', 'recall', 'precision'], ...rows]);
}

/** A row a mistake, the surest first. */
export function mistakesCsv({ mistakes = [] }: EvaluationReport): string {
  const rows = mistakes.map(({ id, truth, predicted, confidence, truthProbability }) => [id, truth, predicted, confidence, truthProbability]);
  return csvText([['id', 'truth', 'predicted', 'confidence', 'truth_probability'], ...rows]);
}
