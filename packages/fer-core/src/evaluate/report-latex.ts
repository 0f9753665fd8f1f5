import type { EvaluationReport } from './report';
import { protocolStamp } from './protocol-stamp';

/**
 * The report as two LaTeX tables, per class and confusion, for `\input`; needs the package booktabs.
 * The caption carries the protocol, so that no number is copied without it.
 */
export function reportLatex(report: EvaluationReport): string {
  const { protocol, labels, perClass, confusion, accuracy, accuracyInterval, macroF1, macroF1Interval, balancedAccuracy, balancedAccuracyInterval } = report;
  const stamp = escapeLatex(protocolStamp(protocol));
  const sums = [
    `accuracy ${percent(accuracy)} ${range(accuracyInterval)}`,
    `macro-F1 ${percent(macroF1)} ${range(macroF1Interval)}`,
    `balanced accuracy ${percent(balancedAccuracy)} ${range(balancedAccuracyInterval)}`,
    ...(report.calibration ? [`expected calibration error ${report.calibration.ece.toFixed(3)}`] : []),
  ];
  const warnings = (report.notices ?? []).map(({ text }) => ` ${escapeLatex(text[0].toUpperCase() + text.slice(1))}.`).join('');
  const rows = perClass.map(({ label, precision, precisionInterval, recall, recallInterval, f1, support }) =>
    [escapeLatex(label), `${percent(precision)} ${range(precisionInterval)}`, `${percent(recall)} ${range(recallInterval)}`, percent(f1), String(support)].join(' & '),
  );
  return [
    '% \\usepackage{booktabs}',
    ...table({
      caption: `${sums.join('; ')} (95\\,\\% intervals in brackets). ${stamp}.${warnings}`,
      columns: 'lrrrr',
      head: ['Class', 'Precision (\\%)', 'Recall (\\%)', 'F1 (\\%)', 'Images'].join(' & '),
      rows,
    }),
    '',
    ...table({
      caption: `Confusion matrix, rows: truth, columns: prediction. ${stamp}.`,
      columns: `l${'r'.repeat(labels.length)}`,
      head: ['', ...labels.map(escapeLatex)].join(' & '),
      rows: confusion.map((row, k) => [escapeLatex(labels[k]), ...row].join(' & ')),
    }),
    '',
  ].join('\n');
}

function table({ caption, columns, head, rows }: { caption: string; columns: string; head: string; rows: readonly string[] }): string[] {
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${caption}}`,
    `  \\begin{tabular}{${columns}}`,
    '    \\toprule',
    `    ${head} \\\\`,
    '    \\midrule',
    ...rows.map((row) => `    ${row} \\\\`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ];
}

function percent(share: number | null): string {
  return share === null ? '--' : (100 * share).toFixed(1);
}

function range(interval: readonly [number, number] | null | undefined): string {
  return interval ? `[${(100 * interval[0]).toFixed(1)}, ${(100 * interval[1]).toFixed(1)}]` : '';
}

const ESCAPED: Record<string, string> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };

/** Text in which TeX's special letters stand for themselves. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\~^]|[#$%&_{}]/g, (letter) => ESCAPED[letter] ?? `\\${letter}`);
}
