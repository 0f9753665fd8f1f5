import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { LabeledImages } from '../datasets/labeled-images';
import { reportText } from '../evaluate/report-text';
import { writeAtomically } from '../write-atomically';
import type { ModelEvaluation } from './evaluate-model';
import { predictionsCsv } from './predictions-csv';

/**
 * Writes an evaluation into a folder, which is made when it is not there: `report.json`, `report.txt` for people, and
 * `predictions.csv` with a line an image. Each file is replaced whole or not at all.
 * @throws the operating system's error
 */
export async function writeEvaluation(folder: string, { report, judgement }: ModelEvaluation, data: LabeledImages): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(path.join(folder, 'predictions.csv'), predictionsCsv(data, judgement));
  await writeAtomically(path.join(folder, 'report.txt'), reportText(report) + '\n');
  await writeAtomically(path.join(folder, 'report.json'), JSON.stringify(report, null, 2) + '\n');
}
