import { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';

function shows(bundle: MimeBundle): Displayable {
  return { [DISPLAY]: () => bundle };
}

/** HTML that is shown as a page shows it. */
export function html(source: string): Displayable {
  return shows({ 'text/html': source, 'text/plain': source.replace(/<[^>]*>/g, '').trim() });
}

/** Markdown that is shown formatted, with formulas. */
export function markdown(source: string): Displayable {
  return shows({ 'text/markdown': source, 'text/plain': source });
}

/** An SVG drawing. */
export function svg(source: string): Displayable {
  return shows({ 'image/svg+xml': source, 'text/plain': '[SVG drawing]' });
}

/** A JSON value, shown as a tree that unfolds. */
export function json(value: object): Displayable {
  return shows({ 'application/json': value, 'text/plain': JSON.stringify(value, null, 2) });
}

const SIGNATURES: [type: string, start: number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
];

/**
 * A PNG, JPEG or GIF image from the bytes of its file.
 * @throws `image: expected the bytes of a PNG, JPEG or GIF file, got …`
 */
export function image(bytes: Uint8Array): Displayable {
  const type = SIGNATURES.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
  if (type === undefined) {
    const got = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new Error(`image: expected the bytes of a PNG, JPEG or GIF file, got ${bytes.length} bytes: ${got}`);
  }
  return shows({ [type]: Buffer.from(bytes).toString('base64'), 'text/plain': `[${type}, ${bytes.length} bytes]` });
}

/** A figure as plotly defines it: traces and, if wanted, a layout and a configuration. */
export interface PlotlyFigure {
  data: object[];
  layout?: object;
  config?: object;
}

/** A plotly figure. */
export function plotly(figure: PlotlyFigure): Displayable {
  const { data, layout = {}, config = {} } = figure;
  const count = `${data.length} trace${data.length === 1 ? '' : 's'}`;
  return shows({
    'application/vnd.plotly.v1+json': { data, layout, config },
    'text/plain': `[plotly figure, ${count}]`,
  });
}

/** Options of {@link table}. */
export interface TableOptions {
  /** Columns to show, in this order. Default: each property that occurs in the rows that are shown. */
  columns?: readonly string[];
  /** Rows shown; a line under the table tells how many there are. Default: 1000, which a page still scrolls well. */
  limit?: number;
}

/**
 * Rows as a table: plain objects with a column for each property.
 *
 * @example
 * table([{ label: 'happy', n: 7215 }, { label: 'sad', n: 4830 }], { columns: ['n', 'label'] })
 */
export function table(all: readonly object[], options: TableOptions = {}): Displayable {
  const rows = all.slice(0, options.limit ?? 1000) as readonly Record<string, unknown>[];
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string =>
    value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((c) => `<${tag}>${escape(c)}</${tag}>`).join('')}</tr>`;
  const texts = rows.map((row) => columns.map((column) => cell(row[column])));
  const body = texts.map((cells) => line('td', cells)).join('');
  const more = rows.length < all.length ? `the first ${rows.length} of ${all.length} rows` : undefined;
  const lines = [columns, ...texts].map((cells) => cells.join('\t'));
  return shows({
    'text/html':
      `<table><thead>${line('th', columns)}</thead><tbody>${body}</tbody></table>` +
      (more === undefined ? '' : `<small>${more}</small>`),
    'text/plain': [...lines, ...(more === undefined ? [] : [more])].join('\n'),
  });
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
