import { readFile } from 'node:fs/promises';
import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';

/**
 * Reads the landmark file of the 300-W family: `version: 1`, `n_points: 68`, and between braces a line "x y" a point.
 * The file counts pixels from (1, 1), the result from (0, 0).
 * @throws InputError when the file cannot be read or says something else
 */
export async function readPtsFile(file: string): Promise<Point[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new InputError(`readPtsFile: expected a readable file, got ${file}`);
  return parsePts(text, file);
}

/** As `readPtsFile`, for its text. @param where told in errors */
export function parsePts(text: string, where: string): Point[] {
  const [, count, body] = /^\s*version:\s*1\s+n_points:\s*(\d+)\s*\{([^}]*)\}\s*$/.exec(text) ?? [];
  if (count === undefined || body === undefined) throw new InputError(`readPtsFile: expected "version: 1", "n_points: …" and points in braces, found other text in ${where}`);
  const lines = body.split('\n').map((line) => line.trim()).filter(Boolean);
  if (lines.length !== Number(count)) throw new InputError(`readPtsFile: expected ${count} points, found ${lines.length} in ${where}`);
  return lines.map((line) => {
    const numbers = line.split(/\s+/).map(Number);
    if (numbers.length !== 2 || !numbers.every(Number.isFinite)) throw new InputError(`readPtsFile: expected "x y", found "${line}" in ${where}`);
    return [numbers[0]! - 1, numbers[1]! - 1];
  });
}

/** The same file's text for points counted from (0, 0). */
export function ptsText(points: readonly Point[]): string {
  const lines = points.map(([x, y]) => `${(x + 1).toFixed(3)} ${(y + 1).toFixed(3)}`);
  return ['version: 1', `n_points: ${points.length}`, '{', ...lines, '}', ''].join('\n');
}
