import type { EvaluationReport } from './evaluation-report';

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
    `accuracy ${percent(report.accuracy)} (95 % interval ${range(report.accuracyInterval)}, n = ${n}) · ` +
      `macro-F1 ${decimal(report.macroF1)} · balanced accuracy ${percent(report.balancedAccuracy)}`,
    '',
    ...table([
      ['class', 'precision', '95 % interval', 'recall', '95 % interval', 'F1', 'support'],
      ...perClass.map((row) => [
        row.label,
        percent(row.precision),
        range(row.precisionInterval),
        percent(row.recall),
        range(row.recallInterval),
        decimal(row.f1),
        String(row.support),
      ]),
    ]),
    '',
    ...table([['truth \\ predicted', ...labels], ...confusion.map((row, k) => [labels[k], ...row.map(String)])]),
  ]
    .filter((line, i) => line !== '' || i > 1)
    .join('\n');
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

function range(interval: readonly [number, number] | null): string {
  return interval === null ? '–' : `${(100 * interval[0]).toFixed(1)}–${(100 * interval[1]).toFixed(1)} %`;
}

function decimal(share: number | null): string {
  return share === null ? '–' : share.toFixed(3);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd());
}
