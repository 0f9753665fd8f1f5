import { noticeLines } from './notice-lines';
import type { EvaluationReport } from './report';
import { formatPercent } from './format-percent';
import { textTable } from './text-table';

const SHOWN_MISTAKES = 10;

/**
 * A report as lines a person reads. Accuracy never stands alone: split, n, interval and the split the weights were chosen on are beside it.
 * @returns several lines without a final line end.
 */
export function reportText(report: EvaluationReport): string {
  const { protocol, labels, perClass, confusion } = report;
  const { dataset, split, n, selectedOn } = protocol;
  const chosen = selectedOn === null ? 'nothing chosen on any split' : `weights chosen on ${selectedOn}`;
  const details = [
    protocol.model,
    protocol.tta && `averaging ${protocol.tta}`,
    protocol.resize !== undefined && protocol.resize !== 'none' && `resized ${protocol.resize}`,
    protocol.seed !== undefined && `seed ${protocol.seed}`,
    protocol.weightsSha256 && `weights ${protocol.weightsSha256.split(' + ').map((sha256) => sha256.slice(0, 12)).join(' + ')}`,
    protocol.dataSha256 && `data ${protocol.dataSha256.slice(0, 12)}`,
  ];
  return [
    `${dataset}, ${split} split, n = ${n}, ${chosen}`,
    details.filter(Boolean).join(' · '),
    `accuracy ${formatPercent(report.accuracy)} (95 % interval ${range(report.accuracyInterval)}, n = ${n}) · ` +
      `macro-F1 ${decimal(report.macroF1)}${bounds(report.macroF1Interval, decimal)} · ` +
      `balanced accuracy ${formatPercent(report.balancedAccuracy)}${bounds(report.balancedAccuracyInterval, (share) => (100 * share).toFixed(1))}`,
    ...noticeLines(report.notices),
    ...probabilityLines(report),
    '',
    ...textTable('right', [
      ['class', 'precision', '95 % interval', 'recall', '95 % interval', 'F1', ...(report.ranking ? ['ROC area', 'average precision'] : []), 'support'],
      ...perClass.map((row, k) => [
        row.label,
        formatPercent(row.precision),
        range(row.precisionInterval),
        formatPercent(row.recall),
        range(row.recallInterval),
        decimal(row.f1),
        ...(report.ranking ? [decimal(report.ranking.perClass[k].auc), decimal(report.ranking.perClass[k].averagePrecision)] : []),
        String(row.support),
      ]),
    ]),
    '',
    ...textTable('right', [['truth \\ predicted', ...labels], ...confusion.map((row, k) => [labels[k], ...row.map(String)])]),
    ...mistakeLines(report),
  ]
    .filter((line, i) => line !== '' || i > 1)
    .join('\n');
}

function probabilityLines({ calibration, temperedCalibration: tempered, ranking }: EvaluationReport): string[] {
  if (!calibration || !ranking) return [];
  const state = (ece: number, nll: number): string => `calibration error ${decimal(ece)} (ECE), cross-entropy ${decimal(nll)}`;
  return [
    `${state(calibration.ece, calibration.negativeLogLikelihood)}, Brier score ${decimal(calibration.brierScore)}, mean confidence ` +
      `${formatPercent(calibration.meanConfidence)}; ${calibration.bins.length} bins of equal width`,
    ...(tempered
      ? [
          `  at temperature ${decimal(tempered.temperature)}, fitted on ${tempered.fittedOn.dataset} ${tempered.fittedOn.split} ` +
            `(n = ${tempered.fittedOn.n}): ${state(tempered.ece, tempered.negativeLogLikelihood)}`,
        ]
      : []),
    `one class against the rest: mean ROC area ${decimal(ranking.macroAuc)}, mean average precision ${decimal(ranking.macroAveragePrecision)}`,
  ];
}

function mistakeLines({ mistakes = [] }: EvaluationReport): string[] {
  if (mistakes.length === 0) return [];
  const rows = mistakes.slice(0, SHOWN_MISTAKES).map(({ id, truth, predicted, confidence }) => [id, truth, predicted, decimal(confidence)]);
  return ['', ...textTable('right', [['most confident mistakes', 'truth', 'predicted', 'confidence'], ...rows])];
}

function bounds(interval: readonly [number, number] | null | undefined, text: (share: number) => string): string {
  return interval ? ` (${interval.map(text).join('–')})` : '';
}

function range(interval: readonly [number, number] | null): string {
  return interval === null ? '–' : `${(100 * interval[0]).toFixed(1)}–${(100 * interval[1]).toFixed(1)} %`;
}

function decimal(share: number | null): string {
  return share === null ? '–' : share.toFixed(3);
}
