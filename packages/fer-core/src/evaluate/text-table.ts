/**
 * Rows as lines, each column as wide as its widest cell; the first column stands at the left.
 * @param others where the other columns stand: numbers are read more easily at the right
 */
export function textTable(others: 'left' | 'right', rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const placed = (cell: string, column: number): string => (column === 0 || others === 'left' ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  return rows.map((row) => row.map(placed).join('  ').trimEnd());
}
