import type { ClassMetrics } from '../evaluate/class-metrics';
import type { EvaluationReport } from '../evaluate/report';
import { PayloadReader } from './payload-reader';
import { readReportDetails } from './read-report-details';

/**
 * Reads a report by itself, as `report.json` of a run folder holds it.
 * @throws InputError saying which field is wrong.
 */
export function parseReport(value: unknown): EvaluationReport {
  return readReport(new PayloadReader('report', value));
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
      tta: protocol.text('tta'),
      weightsSha256: protocol.text('weightsSha256'),
      dataSha256: protocol.text('dataSha256'),
    },
    labels,
    accuracy: report.number('accuracy'),
    accuracyInterval: report.interval('accuracyInterval'),
    macroF1: report.numberOrNull('macroF1'),
    balancedAccuracy: report.numberOrNull('balancedAccuracy'),
    perClass: report.objects('perClass', readClass),
    confusion: report
      .rows('confusion', labels.length)
      .map((row) => row.indices('row', Number.MAX_SAFE_INTEGER, labels.length)),
    ...readReportDetails(report),
  };
}

function readClass(metrics: PayloadReader): ClassMetrics {
  return {
    label: metrics.text('label'),
    precision: metrics.numberOrNull('precision'),
    recall: metrics.numberOrNull('recall'),
    f1: metrics.numberOrNull('f1'),
    support: metrics.integer('support'),
    precisionInterval: metrics.optional('precisionInterval', (key) => metrics.interval(key)) ?? null,
    recallInterval: metrics.optional('recallInterval', (key) => metrics.interval(key)) ?? null,
  };
}
