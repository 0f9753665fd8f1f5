import { accuracyStamp } from './class-accuracy-summary';
import { confusionShares } from './confusion-cell';
import { escapeHtml } from '../evaluate/escape-html';
import type { EvaluationReport } from '../evaluate/report';
import { formatPercent } from '../evaluate/format-percent';
import { noticesHtml } from './notices';

const CELL = 'padding:3px 8px;text-align:right';
const NAME = 'padding:3px 8px;text-align:left;font-weight:600';

/** The report as self-contained HTML tables, for viewers without the extension; reads on light and dark alike. */
export function classAccuracyHtml(report: EvaluationReport): string {
  return (
    `<div style="font-family:system-ui,sans-serif;font-size:13px">` +
    `<div style="margin-bottom:6px"><b>Accuracy</b> ${escapeHtml(accuracyStamp(report))}</div>` +
    noticesHtml(report.notices) +
    `<div style="display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start">${matrix(report)}${classes(report)}</div></div>`
  );
}

function matrix({ labels, confusion }: EvaluationReport): string {
  const shares = confusionShares(confusion, 'rows');
  const head = labels.map((label) => `<th style="${CELL};font-weight:400">${escapeHtml(label)}</th>`).join('');
  const rows = confusion.map((row, truth) => {
    const cells = row.map((count, predicted) => {
      const share = shares[truth][predicted] ?? 0;
      // Translucent colour keeps the text's contrast on whatever background the viewer has.
      const color = truth === predicted ? '47,129,199' : '224,123,40';
      return `<td style="${CELL};background:rgba(${color},${(share * 0.6).toFixed(2)})" title="${formatPercent(share)} of ${escapeHtml(labels[truth])}">${count}</td>`;
    });
    return `<tr><th style="${NAME}">${escapeHtml(labels[truth])}</th>${cells.join('')}</tr>`;
  });
  return table('Confusion (rows: truth, columns: predicted)', `<th></th>${head}`, rows);
}

function classes({ perClass }: EvaluationReport): string {
  const head = ['class', 'precision', 'recall', 'F1', 'support']
    .map((name, column) => `<th style="${column === 0 ? NAME : CELL}">${name}</th>`)
    .join('');
  const rows = perClass.map(({ label, precision, recall, f1, support, precisionInterval, recallInterval }) => {
    const cells = [
      withInterval(precision, precisionInterval),
      withInterval(recall, recallInterval),
      formatPercent(f1),
      support,
    ];
    return `<tr><th style="${NAME}">${escapeHtml(label)}</th>${cells.map((cell) => `<td style="${CELL}">${cell}</td>`).join('')}</tr>`;
  });
  return table('Per class (95 % intervals)', head, rows);
}

function withInterval(share: number | null, interval: [number, number] | null): string {
  if (share === null || interval === null) return formatPercent(share);
  return `${formatPercent(share)} <small style="opacity:0.75">${interval.map((bound) => (bound * 100).toFixed(0)).join('–')}</small>`;
}

function table(caption: string, head: string, rows: readonly string[]): string {
  return (
    `<table style="border-collapse:collapse"><caption style="text-align:left;opacity:0.75;padding:3px 8px">${caption}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}
