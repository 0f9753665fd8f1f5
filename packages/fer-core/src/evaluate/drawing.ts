import { escapeHtml } from './escape-html';

/** SVG parts that the figures share. Text is DejaVu Sans, which is installed with this package. */
const FONT = 'DejaVu Sans, Arial, sans-serif';

/** A whole SVG picture on white. */
export function svgPicture(width: number, height: number, parts: readonly string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>`
  );
}

export interface SvgTextOptions {
  /** Default 12 pixels. */
  size?: number;
  /** Default `start`. */
  anchor?: 'start' | 'middle' | 'end';
  /** Default dark gray. */
  fill?: string;
  /** Degrees clockwise around (x, y); default 0. */
  turn?: number;
}

/** A line of text whose base line starts (or is centred, or ends) at (x, y). */
export function svgText(x: number, y: number, text: string, { size = 12, anchor = 'start', fill = '#222', turn = 0 }: SvgTextOptions = {}): string {
  const turned = turn === 0 ? '' : ` transform="rotate(${turn} ${x} ${y})"`;
  return `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${turned}>${escapeHtml(text)}</text>`;
}

/** A text as several lines of at most so many letters, broken at spaces; one under the other from (x, y). */
export function svgParagraph(x: number, y: number, text: string, letters: number, { size = 12 }: { size?: number } = {}): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, i) => svgText(x, y + i * size * 1.35, line, { size, fill: '#555' })).join('');
}

/** A square plot of the unit square [0, 1] × [0, 1] with axes, ticks and names. */
export interface UnitPlot {
  readonly parts: string[];
  /** Pixels of a value on the horizontal axis. */
  x(value: number): number;
  /** Pixels of a value on the vertical axis. */
  y(value: number): number;
}

/**
 * Axes of a plot from 0 to 1 on both sides.
 * @param side of the square in pixels
 */
export function unitPlot(left: number, top: number, side: number, names: { title: string; x: string; y: string }): UnitPlot {
  const x = (value: number): number => round(left + value * side);
  const y = (value: number): number => round(top + (1 - value) * side);
  const parts = [svgText(left + side / 2, top - 10, names.title, { size: 14, anchor: 'middle' })];
  for (const tick of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    parts.push(
      `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#e4e4e4"/>`,
      svgText(x(tick), y(0) + 16, String(tick), { size: 11, anchor: 'middle' }),
      svgText(x(0) - 6, y(tick) + 4, String(tick), { size: 11, anchor: 'end' }),
    );
  }
  parts.push(
    `<rect x="${x(0)}" y="${y(1)}" width="${side}" height="${side}" fill="none" stroke="#888"/>`,
    svgText(left + side / 2, top + side + 34, names.x, { anchor: 'middle' }),
    svgText(left - 36, top + side / 2, names.y, { anchor: 'middle', turn: -90 }),
  );
  return { parts, x, y };
}

/** To a hundredth of a pixel. */
export function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
