import type { PayloadReader } from './payload-reader';

/** How a report came to be: enough to repeat it, and to know what its accuracy may be compared with. */
export interface EvaluationProtocol {
  dataset: string;
  split: string;
  /** How many images were judged. */
  n: number;
  /** The split on which the weights were chosen. */
  selectedOn: string | null;
  [detail: string]: unknown;
}

/** The numbers of one class; intervals are Wilson 95 %, all shares in [0, 1]. */
export interface ClassMetrics {
  label: string;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** Images whose truth is this class. */
  support: number;
  precisionInterval: [number, number] | null;
  recallInterval: [number, number] | null;
}

/** An evaluation as plain JSON. */
export interface EvaluationReport {
  protocol: EvaluationProtocol;
  labels: string[];
  accuracy: number;
  accuracyInterval: [number, number];
  macroF1: number | null;
  balancedAccuracy: number | null;
  perClass: ClassMetrics[];
  /** `confusion[truth][predicted]`, counts. */
  confusion: number[][];
}

/**
 * Reads a report from the wire.
 * @throws InputError saying which field is wrong.
 */
export function readReport(report: PayloadReader): EvaluationReport {
  const labels = report.texts('labels');
  const protocol = report.object('protocol');
  return {
    protocol: {
      ...protocol.all(),
      dataset: protocol.text('dataset'),
      split: protocol.text('split'),
      n: protocol.integer('n'),
      selectedOn: protocol.optional('selectedOn', (key) => protocol.text(key)) ?? null,
    },
    labels,
    accuracy: report.number('accuracy'),
    accuracyInterval: interval(report, 'accuracyInterval'),
    macroF1: report.numberOrNull('macroF1'),
    balancedAccuracy: report.numberOrNull('balancedAccuracy'),
    perClass: report.objects('perClass', readClass),
    confusion: report
      .rows('confusion', labels.length)
      .map((row) => row.indices('row', Number.MAX_SAFE_INTEGER, labels.length)),
  };
}

function readClass(metrics: PayloadReader): ClassMetrics {
  return {
    label: metrics.text('label'),
    precision: metrics.numberOrNull('precision'),
    recall: metrics.numberOrNull('recall'),
    f1: metrics.numberOrNull('f1'),
    support: metrics.integer('support'),
    precisionInterval: metrics.optional('precisionInterval', (key) => interval(metrics, key)) ?? null,
    recallInterval: metrics.optional('recallInterval', (key) => interval(metrics, key)) ?? null,
  };
}

function interval(report: PayloadReader, key: string): [number, number] {
  const [low, high] = report.numbers(key, 2);
  return [low, high];
}
