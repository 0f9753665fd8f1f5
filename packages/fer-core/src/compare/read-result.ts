import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { EvaluationReport } from '../evaluate/report';
import { InputError } from '../input-error';
import { parseReport } from '../views/read-report';

/** An evaluation with its predictions, as a run folder or `fer evaluate --out` keeps it. */
export interface Result {
  /** The folder's name. */
  name: string;
  report: EvaluationReport;
  /** In the order of `predictions.csv`; truth and predicted are indices into the report's labels. */
  predictions: Predictions;
  /** The run's configuration; `null` where the folder holds none. */
  config: Record<string, unknown> | null;
}

export interface Predictions {
  ids: string[];
  truth: number[];
  predicted: number[];
  /** Probability of the predicted class, in [0, 1]. */
  confidence: number[];
}

/**
 * Reads `report.json`, `predictions.csv` and, where it is there, `config.json` of a folder.
 * @throws InputError when a file is missing or not what it should be, or the predictions are not those the report counts
 */
export async function readResult(folder: string): Promise<Result> {
  const name = path.basename(path.resolve(folder));
  const report = parseReport(await readJson(folder, 'report.json', true));
  const predictions = readPredictions(await readText(folder, 'predictions.csv'), report.labels, folder);
  const right = predictions.truth.filter((label, image) => label === predictions.predicted[image]).length;
  const counted = report.confusion.reduce((total, row, k) => total + row[k], 0);
  if (predictions.ids.length !== report.protocol.n || right !== counted) {
    throw new InputError(
      `readResult: expected predictions.csv in ${folder} to hold the report's ${report.protocol.n} images, ${counted} of them right, ` +
        `got ${predictions.ids.length} and ${right}`,
    );
  }
  const config = (await readJson(folder, 'config.json', false)) as { config?: Record<string, unknown> } | undefined;
  return { name, report, predictions, config: config?.config ?? null };
}

function readPredictions(csv: string, labels: readonly string[], folder: string): Predictions {
  const rows = parse(csv, { columns: true, relax_column_count: false }) as Record<string, string>[];
  const index = (row: Record<string, string>, column: string, line: number): number => {
    const at = labels.indexOf(row[column]);
    if (at < 0) throw new InputError(`readResult: ${folder}/predictions.csv, row ${line + 1}: expected ${column} to be one of ${labels.join(', ')}, got ${row[column] ?? 'no such column'}`);
    return at;
  };
  return {
    ids: rows.map(({ id }) => id),
    truth: rows.map((row, line) => index(row, 'truth', line)),
    predicted: rows.map((row, line) => index(row, 'predicted', line)),
    confidence: rows.map(({ confidence }) => Number(confidence)),
  };
}

async function readText(folder: string, file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`readResult: expected ${file} in ${folder} (a run folder, or one that fer evaluate --out wrote), got ${error.code}`);
  });
}

async function readJson(folder: string, file: string, needed: boolean): Promise<unknown> {
  const text = needed ? await readText(folder, file) : await readFile(path.join(folder, file), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`readResult: expected JSON in ${folder}/${file}, got other content`);
  }
}
