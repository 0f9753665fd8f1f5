import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FER2013_SIZE, openFer2013Csv } from '../datasets/fer2013-csv';
import { FIGURE_2_ROWS, FIGURE_2_USAGE, type Figure2Row } from './figure-2-rows';

/** What the loader made of Figure 2's rows. */
export interface Figure2Check {
  /** Rows read with the figure's expression, split and first pixels. */
  readonly alike: number;
  /** Rows of the figure. */
  readonly rows: number;
  /** The first row that is not, with the difference. */
  readonly firstDifference: string | null;
}

/** Reads the figure's rows in `fer2013.csv` itself and compares. @throws (rejects) InputError for a file that is no such csv */
export async function compareFigure2(csv: string): Promise<Figure2Check> {
  const wanted = new Map(FIGURE_2_ROWS.map((row) => [row.row, row]));
  const differences = new Map<number, string | null>();
  for await (const item of openFer2013Csv(csv).items()) {
    if (!('image' in item)) continue;
    const { id, label, split, pixels } = item.image;
    const row = wanted.get(Number(id.slice(id.lastIndexOf(':') + 1)));
    if (row) differences.set(row.row, difference(row, { label, split, pixels }));
  }
  const missing = (row: Figure2Row): string | null => (differences.has(row.row) ? differences.get(row.row)! : `row ${row.row} is not in the file, or damaged`);
  return checked(FIGURE_2_ROWS.map(missing));
}

/**
 * Reads the rows as the figure shows them, in its order of columns, the pixels beyond its border completed with black; and counts how many
 * the loader refuses when they are not completed.
 */
export async function readFigure2Completed(): Promise<Figure2Check & { readonly refusedWhenCut: number }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fer-figure-2-'));
  try {
    const write = async (name: string, complete: boolean): Promise<string> => {
      const lines = FIGURE_2_ROWS.map(({ emotion, pixels }) => `${emotion},${FIGURE_2_USAGE},${complete ? completed(pixels) : pixels}`);
      const file = path.join(folder, name);
      await writeFile(file, ['emotion,Usage,pixels', ...lines, ''].join('\n'));
      return file;
    };
    const all: (string | null)[] = FIGURE_2_ROWS.map(({ row }) => `row ${row} was not read`);
    for await (const item of openFer2013Csv(await write('completed.csv', true)).items()) {
      if (!('image' in item)) continue;
      const at = Number(item.image.id.slice(item.image.id.lastIndexOf(':') + 1)) - 2;
      all[at] = difference(FIGURE_2_ROWS[at], item.image);
    }
    let refusedWhenCut = 0;
    for await (const item of openFer2013Csv(await write('cut.csv', false)).items()) if ('defect' in item) refusedWhenCut++;
    return { ...checked(all), refusedWhenCut };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param differences of each row; null for none */
function checked(differences: readonly (string | null)[]): Figure2Check {
  return { alike: differences.filter((each) => each === null).length, rows: differences.length, firstDifference: differences.find((each) => each !== null) ?? null };
}

/** What differs between a row of the figure and an image that was read; null for nothing. */
function difference({ row, emotion, pixels }: Figure2Row, image: { label: number; split: string; pixels: Uint8Array }): string | null {
  if (image.label !== emotion) return `row ${row}: expression ${image.label} instead of ${emotion}`;
  if (image.split !== 'test') return `row ${row}: split ${image.split} instead of test`;
  const shown = pixels.split(' ').map(Number);
  const at = shown.findIndex((level, i) => image.pixels[i] !== level);
  return at < 0 ? null : `row ${row}: pixel ${at} is ${image.pixels[at]} instead of ${shown[at]}`;
}

function completed(pixels: string): string {
  const shown = pixels.split(' ');
  return [...shown, ...new Array<string>(FER2013_SIZE ** 2 - shown.length).fill('0')].join(' ');
}
