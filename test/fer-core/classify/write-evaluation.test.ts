import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateModel, type ModelEvaluation } from '../../../packages/fer-core/src/classify/evaluate-model';
import { predictionsCsv } from '../../../packages/fer-core/src/classify/predictions-csv';
import { writeEvaluation } from '../../../packages/fer-core/src/classify/write-evaluation';
import { confusionCsv } from '../../../packages/fer-core/src/evaluate/report-csv';
import { reportLatex } from '../../../packages/fer-core/src/evaluate/report-latex';
import { reportText } from '../../../packages/fer-core/src/evaluate/report-text';
import { parseReport } from '../../../packages/fer-core/src/views/read-report';
import { tinyModel } from '../../fixtures/keras/tiny-network';
import { labeledWaves } from './images';

const data = labeledWaves(3, 16);
let folder: string;
let evaluation: ModelEvaluation;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evaluation-'));
  evaluation = await evaluateModel(await tinyModel(), data);
});
afterAll(() => rm(folder, { recursive: true }));

describe('writeEvaluation', () => {
  const FILES = [
    'confusion.csv', 'confusion.png', 'curves.csv', 'curves.png', 'mistakes.csv', 'mistakes.png', 'per-class.csv',
    'predictions.csv', 'reliability.csv', 'reliability.png', 'report.json', 'report.tex', 'report.txt',
  ];

  it('writes report, predictions, tables and pictures into a new folder, and nothing else', async () => {
    const out = path.join(folder, 'new', 'folder');
    await writeEvaluation(out, evaluation, data);
    expect((await readdir(out)).sort()).toEqual(FILES);
    expect(parseReport(JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')))).toEqual(evaluation.report);
    expect(await readFile(path.join(out, 'report.txt'), 'utf8')).toBe(`${reportText(evaluation.report)}\n`);
    expect(await readFile(path.join(out, 'predictions.csv'), 'utf8')).toBe(predictionsCsv(data, evaluation.judgement));
    expect(await readFile(path.join(out, 'confusion.csv'), 'utf8')).toBe(confusionCsv(evaluation.report));
    expect(await readFile(path.join(out, 'report.tex'), 'utf8')).toBe(reportLatex(evaluation.report));
    for (const name of FILES.filter((file) => file.endsWith('.png'))) {
      const { width, height, format } = await sharp(path.join(out, name)).metadata();
      expect(format).toBe('png');
      expect(Math.min(width, height)).toBeGreaterThan(100);
    }
  });

  it('replaces an older evaluation', async () => {
    await writeFile(path.join(folder, 'report.json'), 'old');
    await writeEvaluation(folder, evaluation, data);
    expect(JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'))).toHaveProperty('accuracy', evaluation.report.accuracy);
  });

  it('writes no report when the predictions cannot be written', async () => {
    const out = path.join(folder, 'blocked');
    await writeEvaluation(out, evaluation, data);
    await rm(path.join(out, 'report.json'));
    await rm(path.join(out, 'predictions.csv'));
    await writeEvaluation(path.join(out, 'predictions.csv'), evaluation, data); // a folder where the file belongs
    await expect(writeEvaluation(out, evaluation, data)).rejects.toThrow();
    expect((await readdir(out)).filter((name) => name === 'report.json')).toEqual([]);
  });
});

describe('predictionsCsv', () => {
  it('has a line an image with names, confidence and each probability', () => {
    const { predicted, confidence, probabilities } = evaluation.judgement;
    const rows = parse(predictionsCsv(data, evaluation.judgement), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(3);
    rows.forEach((row, image) => {
      expect(row.id).toBe(`wave, ${image}`); // the comma is quoted
      expect(row.truth).toBe(data.classes[image]);
      expect(row.predicted).toBe(data.classes[predicted[image]!]);
      expect(Number(row.confidence)).toBeCloseTo(confidence[image]!, 3);
      data.classes.forEach((name, k) => expect(Number(row[name])).toBeCloseTo(probabilities[image * 7 + k]!, 3));
    });
  });

  it('quotes what a comma, a quote or a line end would break', () => {
    const ids = ['a,b', 'say "x"', 'two\nlines'];
    const rows = parse(predictionsCsv({ ...data, ids }, evaluation.judgement), { columns: true }) as { id: string }[];
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });
});
