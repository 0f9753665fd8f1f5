import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { LabeledImages } from '../datasets/labeled-images';
import { confusionFigure } from '../evaluate/confusion-figure';
import { curvesFigure } from '../evaluate/curves-figure';
import { classCurves } from '../evaluate/ranking';
import { reliabilityFigure } from '../evaluate/reliability-figure';
import { confusionCsv, curvesCsv, mistakesCsv, perClassCsv, reliabilityCsv } from '../evaluate/report-csv';
import { reportLatex } from '../evaluate/report-latex';
import { reportText } from '../evaluate/report-text';
import { writeAtomically } from '../write-atomically';
import type { ModelEvaluation } from './evaluate-model';
import { imageSheet } from './image-sheet';
import { predictionsCsv } from './predictions-csv';

/** Pixels of a figure for one of its units: sharp enough for print. */
const FIGURE_SCALE = 2;

/**
 * Writes an evaluation into a folder, which is made when it is not there: `predictions.csv` with a line an image;
 * `confusion`, `per-class`, `reliability`, `curves` and `mistakes` as CSV; `report.tex`; `confusion`, `reliability`, `curves`
 * and `mistakes` as PNG; `report.txt` for people; last `report.json`. Each file is replaced whole or not at all.
 * @throws the operating system's error
 */
export async function writeEvaluation(folder: string, { report, judgement }: ModelEvaluation, data: LabeledImages): Promise<void> {
  const write = (name: string, content: string | Uint8Array): Promise<void> => writeAtomically(path.join(folder, name), content);
  const curves = classCurves(judgement.probabilities, data.labels, report.labels);
  await mkdir(folder, { recursive: true });
  await write('predictions.csv', predictionsCsv(data, judgement));
  await write('confusion.csv', confusionCsv(report));
  await write('per-class.csv', perClassCsv(report));
  await write('reliability.csv', reliabilityCsv(report));
  await write('curves.csv', curvesCsv(curves));
  await write('mistakes.csv', mistakesCsv(report));
  await write('report.tex', reportLatex(report));
  await write('confusion.png', await drawn(confusionFigure(report)));
  await write('reliability.png', await drawn(reliabilityFigure(report)));
  await write('curves.png', await drawn(curvesFigure(report, curves)));
  await write('mistakes.png', await mistakesSheet(report.mistakes ?? [], data));
  await write('report.txt', reportText(report) + '\n');
  await write('report.json', JSON.stringify(report, null, 2) + '\n');
}

function drawn(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: 72 * FIGURE_SCALE }).png().toBuffer();
}

function mistakesSheet(mistakes: NonNullable<ModelEvaluation['report']['mistakes']>, data: LabeledImages): Promise<Buffer> {
  const cells = mistakes.map(({ index, truth, predicted, confidence }) => ({
    images: [index],
    lines: [`${truth} labelled`, `${predicted} ${confidence.toFixed(2)}`],
  }));
  return imageSheet({ title: `Most confident mistakes, ${data.name} ${data.split}, n = ${data.count}`, cells, columns: 5, ...data });
}
