import { escapeHtml } from '../evaluate/escape-html';
import { CARD_TITLE, cardNotes, environmentCells, headline, MEASURED_COLUMNS, measuredCells, PAPER, verdictCounts, VERDICT_MEANINGS, verdictText } from './card-content';
import type { ExperimentRow } from './experiment-row';
import type { ReproductionCard } from './reproduction-card';

/** Colours hold in a light and in a dark page: text and borders take the page's own. */
const STYLE = `
.fer-card { font: 15px/1.5 system-ui, sans-serif; max-width: 70em; }
.fer-card table { border-collapse: collapse; margin: 0.5em 0 1em; font-size: 0.9em; }
.fer-card th, .fer-card td { border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); padding: 0.3em 0.6em; text-align: left; vertical-align: top; }
.fer-card td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.fer-card blockquote { margin: 0.5em 0; padding-left: 1em; border-left: 3px solid color-mix(in srgb, currentcolor 30%, transparent); }
.fer-card pre { overflow-x: auto; padding: 0.5em; background: color-mix(in srgb, currentcolor 7%, transparent); }
.fer-card .hash { font-family: monospace; overflow-wrap: anywhere; }
.fer-card .verdict { font-weight: 600; }
`;

/** The reproduction card as a page of its own. */
export function cardHtml(card: ReproductionCard): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${CARD_TITLE}</title></head>
<body>
${cardHtmlPart(card)}
</body>
</html>
`;
}

/** The same as a part of another page, for example of a notebook. */
export function cardHtmlPart(card: ReproductionCard): string {
  const { rows, command, madeAt, data, weights } = card;
  const verdict = (row: ExperimentRow): string => `<span class="verdict">${escapeHtml(verdictText(row))}</span>`;
  return [
    `<style>${STYLE}</style>`,
    '<div class="fer-card">',
    `<h1>${CARD_TITLE}</h1>`,
    paragraph(`${PAPER}, claim by claim, beside what was measured: ${verdictCounts(card)}.`),
    `<pre>${escapeHtml(command)}</pre>`,
    paragraph(`made at ${madeAt}`),
    ...cardNotes(card).map(paragraph),
    '<h2>Verdicts</h2>',
    table(['row', 'verdict', 'first numbers'], rows.map((row) => [cell(row.title), `<td>${verdict(row)}</td>`, cell(headline(row))])),
    paragraph(Object.entries(VERDICT_MEANINGS).map(([name, meaning]) => `${name}: ${meaning}`).join('; ') + '.'),
    '<h2>Rows</h2>',
    ...rows.map((row) => rowHtml(row, verdict(row))),
    '<h2>Data</h2>',
    data.length ? table(['data', 'use', 'sha256'], data.map(({ name, use, sha256 }) => [cell(name), cell(use), cell(sha256 ?? 'by seed', 'hash')])) : paragraph('None was given.'),
    '<h2>Weights</h2>',
    table(
      ['weights', 'network', 'parameters', 'learned from', 'sha256'],
      weights.map((each) => [cell(each.name), cell(each.network), cell(each.parameters.toLocaleString('en'), 'number'), cell(each.training), cell(each.sha256, 'hash')]),
    ),
    '<h2>Environment</h2>',
    table([], environmentCells(card).map((cells) => cells.map((each) => cell(each)))),
    '</div>',
  ].join('\n');
}

function rowHtml(row: ExperimentRow, verdict: string): string {
  const cells = measuredCells(row).map(([name, value, interval, n, on]) => [cell(name), cell(value, 'number'), cell(interval, 'number'), cell(n, 'number'), cell(on)]);
  return [
    `<h3>${escapeHtml(row.title)}: ${verdict}</h3>`,
    `<blockquote>“${escapeHtml(row.claim.quote)}” (${escapeHtml(row.claim.place)})</blockquote>`,
    row.result ? paragraph(row.result.finding) : '',
    cells.length ? table(MEASURED_COLUMNS, cells) : '',
    `<pre>${escapeHtml(row.commands.join('\n'))}</pre>`,
  ].join('\n');
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

function cell(text: string, kind?: 'number' | 'hash'): string {
  return `<td${kind ? ` class="${kind}"` : ''}>${escapeHtml(text)}</td>`;
}

/** @param rows of finished cells */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.length ? `<thead><tr>${columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('')}</tr></thead>` : '';
  return `<table>${head}<tbody>${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n')}</tbody></table>`;
}
