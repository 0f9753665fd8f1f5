import { escapeHtml } from '../evaluate/escape-html';

const CELL = 'padding:3px 8px;text-align:left';

/** A table of texts as HTML, for viewers without the extension; reads on light and dark alike. */
export function tableHtml(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.map((column) => `<th style="${CELL}">${escapeHtml(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td style="${CELL}">${escapeHtml(cell)}</td>`).join('')}</tr>`).join('');
  return `<table style="border-collapse:collapse"><caption style="text-align:left;opacity:0.75;padding:3px 8px">${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
