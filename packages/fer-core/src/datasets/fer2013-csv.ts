import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { EXPRESSIONS } from '../expressions';
import { InputError } from '../input-error';
import { readLines, type Line } from './line-reader';
import type { Split } from './labeled-images';
import type { ImageSource, SourceImage, SourceItem } from './source-image';

/** Height and width of a FER-2013 image. */
export const FER2013_SIZE = 48;
const PIXELS = FER2013_SIZE * FER2013_SIZE;
/** 2,304 pixels of up to three digits are 9,215 characters; anything far longer is no row. */
const LONGEST_LINE = 1 << 16;
const COLUMNS = ['emotion', 'pixels', 'Usage'] as const;
const USAGE = new Map<string, Split>([['training', 'train'], ['publictest', 'validation'], ['privatetest', 'test']]);

type Columns = Record<(typeof COLUMNS)[number], number>;

/**
 * `fer2013.csv`: a header with the columns emotion, pixels and Usage in any order (others are ignored), one image a line.
 * Reads line by line; a broken row never harms its neighbours, and memory does not depend on the file's size.
 * @throws InputError when the file is not there; while reading, when the header is not one of FER-2013.
 */
export function openFer2013Csv(path: string): ImageSource {
  const name = basename(path);
  const total = fileBytes(path);
  const hash = createHash('sha256');
  const warnings: string[] = [];
  let position = 0;
  const read = (chunk: Buffer) => {
    position += chunk.length;
    hash.update(chunk);
  };

  async function* items(signal?: AbortSignal): AsyncGenerator<SourceItem> {
    const pixels = new Uint8Array(PIXELS);
    let columns: Columns | undefined;
    for await (const line of readLines(path, LONGEST_LINE, read, signal)) {
      if (columns === undefined) {
        columns = parseHeader(name, line);
        continue;
      }
      if (line.bytes.length === 0) continue;
      const row = parseRow(line, columns, pixels);
      if (typeof row === 'string') {
        const cut = line.closed ? '' : '; the file ends inside this line: it looks cut off';
        yield { defect: { where: `line ${line.number}`, reason: row + cut } };
        continue;
      }
      if (!line.closed && columns.pixels === Math.max(...Object.values(columns))) {
        warnings.push(`line ${line.number}: no line end after the last pixel; whether the file was cut off there cannot be told`);
      }
      yield { image: { id: `${name}:${line.number}`, ...row } };
    }
    if (columns === undefined) throw new InputError(`prepare: ${name}: expected a header and rows, got an empty file`);
  }

  let digest: string | undefined;
  return {
    kind: 'csv',
    name,
    unit: 'bytes',
    total,
    mapping: ['Usage Training → train', 'Usage PublicTest → validation', 'Usage PrivateTest → test'],
    items,
    position: () => position,
    sha256: () => (digest ??= hash.digest('hex')),
    warnings: () => warnings,
  };
}

function fileBytes(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new InputError(`prepare: expected a csv file or a folder, got ${path}, which is not there`);
  return stats.size;
}

function parseHeader(name: string, line: Line): Columns {
  const [first, second] = line.bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new InputError(`prepare: ${name}: expected UTF-8 text, got UTF-16`);
  }
  if (first === 0x1f && second === 0x8b) throw new InputError(`prepare: ${name}: expected csv text, got a gzip file: unpack it`);
  if (first === 0x50 && second === 0x4b) throw new InputError(`prepare: ${name}: expected csv text, got a zip file: unpack it`);
  const cells = splitLine(line);
  const names = typeof cells === 'string' ? [] : cells.map((cell) => cell.trim().toLowerCase());
  const found = COLUMNS.map((column) => names.indexOf(column.toLowerCase()));
  const unique = COLUMNS.every((column, i) => names.lastIndexOf(column.toLowerCase()) === found[i]);
  if (found.includes(-1) || !unique) {
    const shown = typeof cells === 'string' ? cells : quote(cells.join(','));
    throw new InputError(`prepare: ${name} line 1: expected a header with the columns ${COLUMNS.join(', ')}, once each, got ${shown}`);
  }
  return { emotion: found[0], pixels: found[1], Usage: found[2] };
}

/** The row's image (its pixels in `pixels`), or what is wrong with it. */
function parseRow(line: Line, columns: Columns, pixels: Uint8Array): Omit<SourceImage, 'id'> | string {
  const cells = splitLine(line);
  if (typeof cells === 'string') return cells;
  const needed = Math.max(...Object.values(columns)) + 1;
  if (cells.length < needed) return `expected ${needed} columns, got ${cells.length}`;
  const label = Number(cells[columns.emotion].trim() || NaN);
  if (!(Number.isInteger(label) && label >= 0 && label < EXPRESSIONS.length)) {
    return `emotion: expected an integer from 0 to ${EXPRESSIONS.length - 1}, got ${quote(cells[columns.emotion])}`;
  }
  const split = USAGE.get(cells[columns.Usage].trim().toLowerCase());
  if (split === undefined) return `Usage: expected Training, PublicTest or PrivateTest, got ${quote(cells[columns.Usage])}`;
  const wrong = parsePixels(cells[columns.pixels], pixels);
  return wrong ?? { split, label, pixels, height: FER2013_SIZE, width: FER2013_SIZE };
}

function splitLine(line: Line): string[] | string {
  if (line.tooLong) return `expected at most ${LONGEST_LINE} bytes in a line, got more`;
  if (!isUtf8(line.bytes)) return 'encoding: expected UTF-8 text, got other bytes';
  if (line.bytes.includes(0)) return 'encoding: expected text, got zero bytes';
  // The usual file has no quotation marks; the library takes a microsecond a byte, minutes for the whole file.
  if (!line.bytes.includes('"')) return line.bytes.toString().replace(/^\ufeff/, '').split(',');
  try {
    return parse(line.bytes, { bom: line.number === 1, relax_column_count: true })[0] ?? [];
  } catch {
    return 'expected comma-separated columns, got a quotation mark that is not closed or misplaced';
  }
}

function parsePixels(text: string, pixels: Uint8Array): string | undefined {
  let count = 0;
  let value = -1; // -1: between two numbers
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 32;
    if (code >= 48 && code <= 57) {
      value = (value < 0 ? 0 : value * 10) + code - 48;
      if (value > 255) return pixelError(text, i);
    } else if (code === 32 || code === 9) {
      if (value >= 0 && count++ < PIXELS) pixels[count - 1] = value;
      value = -1;
    } else return pixelError(text, i);
  }
  return count === PIXELS ? undefined : `pixels: expected ${PIXELS} values (${FER2013_SIZE}×${FER2013_SIZE}), got ${count}`;
}

function pixelError(text: string, at: number): string {
  const start = Math.max(text.lastIndexOf(' ', at), text.lastIndexOf('\t', at)) + 1;
  return `pixels: expected integers from 0 to 255, got ${quote(text.slice(start).split(/\s/, 1)[0])}`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
