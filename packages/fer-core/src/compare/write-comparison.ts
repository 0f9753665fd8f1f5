import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '../evaluate/csv-text';
import { writeAtomically } from '../write-atomically';
import type { Comparison } from './compare-results';
import { comparisonText } from './comparison-text';

/** Writes `comparison.json`, `comparison.txt` and `changed.csv` (a row an image whose answer changed) into a folder, made where needed. */
export async function writeComparison(folder: string, comparison: Comparison): Promise<void> {
  const rows = comparison.pairs.flatMap(({ first, second, changed }) =>
    changed.map((image) => [
      ...[first, second, image.change, image.id, image.truth],
      ...[image.first, image.firstConfidence, image.second, image.secondConfidence],
    ]),
  );
  const head = ['first', 'second', 'change', 'id', 'truth', 'first_predicted', 'first_confidence', 'second_predicted', 'second_confidence'];
  await mkdir(folder, { recursive: true });
  await writeAtomically(path.join(folder, 'changed.csv'), csvText([head, ...rows]));
  await writeAtomically(path.join(folder, 'comparison.txt'), `${comparisonText(comparison)}\n`);
  await writeAtomically(path.join(folder, 'comparison.json'), `${JSON.stringify(comparison, null, 2)}\n`);
}
