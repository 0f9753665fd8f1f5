import type { Position } from './source-positions';

const RED = '\u001b[31m';
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';

/**
 * The lines around a position with a mark under it, coloured for a terminal or notebook.
 * @param end - column after the marked text, if that ends in the same line.
 */
export function codeFrame(source: string, at: Position, end: number = at.column + 1): string {
  const lines = source.split('\n');
  const first = Math.max(1, at.line - 2);
  const last = Math.min(lines.length, at.line + 2);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const label = String(number).padStart(width);
    const text = lines[number - 1] ?? '';
    if (number !== at.line) {
      frame.push(`${DIM}  ${label} | ${text}${RESET}`);
      continue;
    }
    // Tabs stay tabs, so that the mark stands under its text whatever their width.
    const margin = text.slice(0, at.column - 1).replace(/[^\t]/g, ' ');
    const mark = '^'.repeat(Math.max(1, end - at.column));
    frame.push(`${RED}>${RESET} ${label} | ${text}`, `  ${' '.repeat(width)} | ${margin}${RED}${mark}${RESET}`);
  }
  return frame.join('\n');
}
