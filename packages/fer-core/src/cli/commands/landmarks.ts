import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { pointsFile } from '../../datasets/landmark-faces';
import { readPtsFile } from '../../datasets/pts-file';
import type { Box, Point } from '../../evaluate/geometry/point';
import { InputError } from '../../input-error';
import { BOX_KINDS, type BoxKind } from '../../landmarks/face-calibrations';
import { landmarkFinder } from '../../landmarks/find-landmarks';
import { landmarkError, summarizeLandmarkErrors, type LandmarkError } from '../../landmarks/landmark-error';
import { photoLandmarks, type PhotoLandmarks } from '../../landmarks/photo-landmarks';
import { photoFilesAt } from '../../photos/photo-files';
import { readPhoto } from '../../photos/read-photo';
import { terminalProgress } from '../terminal-progress';

interface Options {
  readonly boxes?: string;
  readonly boxesOf: BoxKind;
  readonly model?: string;
  readonly json?: boolean;
}

/** A file's face, and how far its points are off where a .pts file lies beside it. */
interface Result {
  readonly file: string;
  readonly face: PhotoLandmarks | null;
  readonly error: LandmarkError | null | undefined;
}

/** `fer landmarks <image or folder> [--boxes <json>] [--json]` */
export function landmarksCommand(): Command {
  return new Command('landmarks')
    .description('Find the 68 points of the most prominent face of each picture')
    .argument('<image or folder>', 'pictures of a folder are taken in the order of their names, folders in it are left out')
    .option('--boxes <json>', 'boxes to look at instead of asking the detector: {"file.jpg": [left, top, right, bottom], …}')
    .addOption(new Option('--boxes-of <detector>', 'whose boxes they are; points: tight around the 68 points').choices(BOX_KINDS).default('points'))
    .option('--model <folder>', 'another landmark network than the one shipped')
    .option('--json', 'print only {file: {box, points, confidence} or null} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer landmarks portrait.jpg
  npx fer landmarks faces/ --json > points.json
  npx fer landmarks faces/ --boxes boxes.json --boxes-of blazeface

Points are (x, y) in pixels, the centre of the first pixel at (0, 0), in the order of iBUG/300-W.
Where a .pts file of 68 points lies beside a picture, the table tells how far they are off: mean
distance by the distance of the outer eye corners.`,
    )
    .action(run);
}

async function run(source: string, { boxes: boxFile, boxesOf, model, json }: Options): Promise<void> {
  const files = await photoFilesAt(source, 'landmarks');
  const boxes = boxFile === undefined ? null : await readBoxes(boxFile, files);
  const finder = await landmarkFinder(model);
  const progress = terminalProgress({ label: 'finding points', total: files.length, unit: 'images' });
  const results: Result[] = [];
  const problems: string[] = [];
  const started = performance.now();
  try {
    for (const [index, file] of files.entries()) {
      const box = boxes?.get(path.basename(file));
      const face = await readPhoto(file).then((photo) => photoLandmarks(photo, finder, box && { box, kind: boxesOf }), (error: unknown) => {
        // One file that is no picture does not keep the others waiting; it is told at the end.
        if (!(error instanceof InputError) || files.length === 1) throw error;
        problems.push(error.message);
        return null;
      });
      results.push({ file: path.basename(file), face, error: json ? undefined : await errorOf(file, face) });
      progress.update(index + 1);
    }
  } finally {
    progress.stop();
  }
  const milliseconds = (performance.now() - started) / files.length;
  console.log(json ? JSON.stringify(Object.fromEntries(results.map(({ file, face }) => [file, face && shown(face)]))) : table(results, milliseconds));
  if (problems.length) throw new InputError(`landmarks: expected pictures, found ${problems.length} of ${files.length} files that are none: ${problems.join('; ')}`);
}

async function readBoxes(file: string, files: readonly string[]): Promise<Map<string, Box>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputError(`landmarks: expected a JSON file of boxes, found none at ${file}`);
  });
  const number = z.number();
  const parsed = z.record(z.string(), z.tuple([number, number, number, number])).safeParse(parseJson(text));
  if (!parsed.success) throw new InputError(`landmarks: expected {"file.jpg": [left, top, right, bottom], …}, found something else in ${file}`);
  const boxes = new Map(Object.entries(parsed.data).map(([name, box]) => [path.basename(name), box]));
  const lacking = files.find((each) => !boxes.has(path.basename(each)));
  if (lacking !== undefined) throw new InputError(`landmarks: expected a box for each picture, found none for ${path.basename(lacking)} in ${file}`);
  return boxes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Undefined where there is no truth, null where there is one but no face was found. */
async function errorOf(file: string, face: PhotoLandmarks | null): Promise<LandmarkError | null | undefined> {
  if (!existsSync(pointsFile(file))) return undefined;
  const truth = await readPtsFile(pointsFile(file));
  if (truth.length !== 68) return undefined;
  return face && landmarkError(face.points, truth);
}

function shown({ box, points, confidence }: PhotoLandmarks): { box: number[]; points: number[][]; confidence: number } {
  return { box: box.map(rounded), points: points.map((point: Point) => point.map(rounded)), confidence: rounded(confidence) };
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}

function table(results: readonly Result[], milliseconds: number): string {
  const width = Math.max(4, ...results.map(({ file }) => file.length));
  const measured = results.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
  const header = `${'file'.padEnd(width)}  confidence  ${'box'.padEnd(24)}${measured.length ? '  error   inner points' : ''}`;
  const rows = results.map(({ file, face, error }) => {
    if (!face) return `${file.padEnd(width)}  no face found`;
    const box = face.box.map((value) => Math.round(value)).join(', ');
    const errors = error ? `  ${percent(error.all).padEnd(6)}  ${percent(error.inner)}` : '';
    return `${file.padEnd(width)}  ${face.confidence.toFixed(2).padEnd(10)}  ${box.padEnd(24)}${errors}`.trimEnd();
  });
  const lines = [header, ...rows, '', `${results.length} pictures, ${results.filter(({ face }) => !face).length} without a face, ${milliseconds.toFixed(1)} ms a picture`];
  if (measured.length) {
    const { n, all, inner, failures, missed } = summarizeLandmarkErrors(measured);
    lines.push(`error ${percent(all)}, inner points ${percent(inner)}, above 10 %: ${percent(failures)}, missed ${missed} (n = ${n}; share of the distance of the outer eye corners)`);
  }
  return lines.join('\n');
}
