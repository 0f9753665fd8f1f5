import type { EvaluationReport } from '../evaluate/report';
import { formatPercent } from '../evaluate/format-percent';
import { noticeLines } from '../evaluate/notice-lines';

/** Accuracy with everything a reader needs to judge it: `"66.1 % (64.5–67.6, n = 3589) on FER-2013 test"`. */
export function accuracyStamp({ accuracy, accuracyInterval: [low, high], protocol }: EvaluationReport): string {
  const chosen = protocol.selectedOn ? `, weights selected on ${protocol.selectedOn}` : '';
  const bounds = `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;
  return `${formatPercent(accuracy)} (95 % interval ${bounds}, n = ${protocol.n}) on ${protocol.dataset} ${protocol.split}${chosen}`;
}

/** The report as plain text: the stamp and one line a class. */
export function classAccuracySummary(report: EvaluationReport): string {
  const width = Math.max(5, ...report.labels.map((label) => label.length));
  const cell = (share: number | null): string => formatPercent(share).padStart(9);
  const rows = report.perClass.map(
    ({ label, precision, recall, f1, support }) =>
      label.padEnd(width) + cell(precision) + cell(recall) + cell(f1) + String(support).padStart(9),
  );
  const head =
    'class'.padEnd(width) + ['precision', 'recall', 'F1', 'support'].map((name) => name.padStart(9)).join('');
  return [`Accuracy ${accuracyStamp(report)}`, ...noticeLines(report.notices), head, ...rows].join('\n');
}
