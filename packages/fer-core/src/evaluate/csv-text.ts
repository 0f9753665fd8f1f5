/** What a cell of a table may hold; `null` becomes an empty cell. */
export type CsvCell = string | number | null;

/**
 * Rows as CSV: cells apart by commas, quoted where a comma, a quote or a line end would break them, each row with a line end.
 * Numbers are written in full (the shortest text that reads back as the same number).
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map((cell) => quoted(cell === null ? '' : String(cell))).join()}\n`).join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
