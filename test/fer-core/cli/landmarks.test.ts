import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { startBackend } from '../../../packages/fer-core/src/backend';
import { heldOutPhotos, landmarkFiles, photoName, pointsFile } from '../../../packages/fer-core/src/datasets/landmark-faces';
import { readPtsFile } from '../../../packages/fer-core/src/datasets/pts-file';
import { landmarkFinder } from '../../../packages/fer-core/src/landmarks/find-landmarks';
import { landmarkError, summarizeLandmarkErrors, type LandmarkError } from '../../../packages/fer-core/src/landmarks/landmark-error';
import { photoLandmarks } from '../../../packages/fer-core/src/landmarks/photo-landmarks';
import { saveModel } from '../../../packages/fer-core/src/models/saved-model';
import { readPhoto } from '../../../packages/fer-core/src/photos/read-photo';
import { temporaryFolder } from '../datasets/temporary-folder';
import { drawnFaceFolder } from '../landmarks/drawn-faces';
import { tinyLandmarkModel } from '../landmarks/tiny-landmark-model';
import { fer, NOT_BUILT } from './fer';

if (NOT_BUILT) console.warn(`Skipped, fer landmarks: ${NOT_BUILT}`);
vi.setConfig({ testTimeout: 180_000 });
await startBackend();

const BOXES = { 'face0_1.png': [15, 20, 80, 90], 'face1_1.png': [15, 20, 80, 90] };

describe.skipIf(NOT_BUILT)('fer landmarks', () => {
  /** Two drawn faces with boxes, and a network that finds nothing. */
  async function drawn(): Promise<{ folder: string; model: string; boxes: string }> {
    const root = temporaryFolder();
    const [folder, model, boxes] = ['faces', 'model', 'boxes.json'].map((name) => path.join(root, name)) as [string, string, string];
    await drawnFaceFolder(folder, 2);
    await saveModel(model, tinyLandmarkModel());
    await writeFile(boxes, JSON.stringify(BOXES));
    return { folder, model, boxes };
  }

  it('prints only JSON on standard output: box, 68 points and confidence by file', async () => {
    const { folder, model, boxes } = await drawn();
    const { code, stdout } = await fer(['landmarks', folder, '--model', model, '--boxes', boxes, '--json'], folder);
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as Record<string, { box: number[]; points: [number, number][]; confidence: number }>;
    expect(Object.keys(result)).toEqual(['face0_1.png', 'face1_1.png']);
    for (const { box, points, confidence } of Object.values(result)) {
      expect(box).toEqual([15, 20, 80, 90]);
      expect(points).toHaveLength(68);
      expect(points.flat().every(Number.isFinite)).toBe(true);
      expect(confidence).toBeGreaterThanOrEqual(0);
    }
    const other = await fer(['landmarks', folder, '--model', model, '--boxes', boxes, '--boxes-of', 'blazeface', '--json'], folder);
    expect(other.stdout).not.toBe(stdout);
  });

  it('prints a table with errors where the truth lies beside', async () => {
    const { folder, model, boxes } = await drawn();
    const { stdout } = await fer(['landmarks', path.join(folder, 'face0_1.png'), '--model', model, '--boxes', boxes], folder);
    expect(stdout).toMatch(/face0_1\.png +0\.\d\d +15, 20, 80, 90 +[\d.]+ % +[\d.]+ %/);
    expect(stdout).toMatch(/1 pictures, 0 without a face, [\d.]+ ms a picture/);
    expect(stdout).toMatch(/error [\d.]+ %, inner points [\d.]+ %.*\(n = 1;/);
  });

  it('goes on where one file of many is no picture, and says so at the end with code 2', async () => {
    const { folder, model, boxes } = await drawn();
    await writeFile(path.join(folder, 'broken.png'), 'no picture');
    await writeFile(boxes, JSON.stringify({ ...BOXES, 'broken.png': [0, 0, 5, 5] }));
    const { code, stdout, stderr } = await fer(['landmarks', folder, '--model', model, '--boxes', boxes, '--json'], folder);
    expect(code).toBe(2);
    expect(stderr).toContain('landmarks: expected pictures, found 1 of 3 files that are none');
    expect(Object.entries(JSON.parse(stdout) as object).map(([file, face]) => [file, face === null])).toEqual([['broken.png', true], ['face0_1.png', false], ['face1_1.png', false]]);
  });

  it('ends with code 2 and one line for wrong input', async () => {
    const { folder, model, boxes } = await drawn();
    const broken = path.join(path.dirname(boxes), 'broken.json');
    await writeFile(broken, '{"a": [1, 2]}');
    await writeFile(boxes, JSON.stringify({ 'face0_1.png': BOXES['face0_1.png'] }));
    for (const [args, message] of [
      [['nowhere'], 'landmarks: expected an image or a folder, found none at nowhere'],
      [[folder, '--boxes', 'nowhere.json'], 'landmarks: expected a JSON file of boxes, found none at nowhere.json'],
      [[folder, '--boxes', broken], 'landmarks: expected {"file.jpg": [left, top, right, bottom], …}'],
      [[folder, '--boxes', boxes, '--model', model], 'found none for face1_1.png'],
      [[path.join(folder, 'face0_1.pts'), '--model', model], 'readPhoto: expected an image file'],
    ] as const) {
      const { code, stderr, stdout } = await fer(['landmarks', ...args], folder);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(message);
    }
  });
});

const root = path.join(process.env.FER_DATA ?? '', 'faces');
const shipped = path.join(__dirname, '../../../models/landmarks/model.json');
const missing = NOT_BUILT ?? (!process.env.FER_DATA ? 'FER_DATA is not set' : !existsSync(root) ? `${root} is not there` : !existsSync(shipped) ? 'no landmark network is shipped' : undefined);
if (missing) console.warn(`Skipped, landmarks of real faces: ${missing}`);

/** Twelve held-out faces with their points: half a minute on a busy machine. */
describe.skipIf(missing)('the shipped network on real faces', () => {
  it('finds held-out faces of Helen behind our own detector to 4 %, also where they are 48 pixels wide', async () => {
    const files = await landmarkFiles(path.join(root, 'helen-train'));
    const heldOut = heldOutPhotos(files, 10);
    const chosen = files.filter((file) => heldOut.has(photoName(file))).slice(0, 12);
    const finder = await landmarkFinder();
    const errors = { whole: [] as LandmarkError[], small: [] as LandmarkError[] };
    for (const file of chosen) {
      const truth = await readPtsFile(pointsFile(file));
      const found = await photoLandmarks(await readPhoto(file), finder);
      errors.whole.push(landmarkError(found!.points, truth));
      // The crops show faces 168 pixels wide.
      const [size, scale] = [73, 73 / 256];
      const small = await photoLandmarks(await readPhoto(await sharp(file).resize(size, size).png().toBuffer()), finder);
      errors.small.push(landmarkError(small!.points, truth.map(([x, y]) => [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5])));
    }
    for (const each of Object.values(errors)) {
      const { all, inner, failures } = summarizeLandmarkErrors(each);
      expect(all).toBeLessThan(0.04);
      expect(inner).toBeLessThan(0.034);
      expect(failures).toBe(0);
    }
  });
});
