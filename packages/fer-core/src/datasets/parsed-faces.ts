import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { readPhoto } from '../photos/read-photo';
import { faceRegion, UNKNOWN_REGION, type FaceRegion } from './face-regions';

/** The 19 classes of the segmentation files in their order; 255 is "ignore". */
const CLASSES: readonly (FaceRegion | 'unknown')[] = [
  'background', 'skin', 'nose', 'leftEye', 'rightEye', 'leftBrow', 'rightBrow', // right in the picture first, which is the subject's left
  ...['background', 'background'] as const, // ears
  ...['mouthInterior', 'upperLip', 'lowerLip'] as const,
  ...['background', 'background', 'skin', 'background'] as const, // neck, hair, beard, clothes
  ...['unknown', 'background', 'unknown'] as const, // glasses, headwear, what covers the face
];

/** A picture with its 68 points and the regions of its pixels. */
export interface ParsedFace {
  readonly file: string;
  readonly photo: Photo;
  /** (x, y) of the 68 points, pixel centres at whole numbers. */
  readonly points: readonly Point[];
  /** uint8 [height, width]; indices of `FACE_REGIONS` or `UNKNOWN_REGION`. */
  readonly regions: Uint8Array;
}

/**
 * Reads a folder of rendered faces as Microsoft's FaceSynthetics has them: `<n>.jpg` or `.png`, `<n>_ldmks.txt` with 70 points (68 and two
 * pupils, which are left out) and `<n>_seg.png` with 19 classes.
 * Source: Wood et al. 2021; licence: research only, nothing of it is shipped.
 * @throws InputError for a folder without such pictures, and naming the file that is damaged or missing
 */
export async function loadParsedFaces(folder: string): Promise<ParsedFace[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const pictures = names.filter((name) => /^\d+\.(jpe?g|png)$/i.test(name)).sort();
  if (pictures.length === 0) throw new InputError(`loadParsedFaces: expected pictures named by numbers, found none in ${folder}`);
  const faces: ParsedFace[] = [];
  for (const name of pictures) faces.push(await loadParsedFace(path.join(folder, name)));
  return faces;
}

async function loadParsedFace(file: string): Promise<ParsedFace> {
  const base = file.replace(/\.[^.]+$/, '');
  const photo = await readPhoto(file);
  const numbers = (await readText(`${base}_ldmks.txt`)).trim().split(/\s+/).map(Number);
  if (numbers.length !== 140 || !numbers.every(Number.isFinite)) {
    throw new InputError(`loadParsedFaces: expected 70 points, found ${numbers.length / 2} in ${base}_ldmks.txt`);
  }
  const points = Array.from({ length: 68 }, (_, i): Point => [numbers[2 * i]!, numbers[2 * i + 1]!]);
  const { data, info } = await sharp(`${base}_seg.png`).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true }).catch((error: Error) => {
    throw new InputError(`loadParsedFaces: expected a segmentation, got ${base}_seg.png: ${error.message}`);
  });
  if (info.width !== photo.width || info.height !== photo.height || info.channels !== 1) {
    throw new InputError(`loadParsedFaces: expected ${photo.width}×${photo.height} gray pixels, found ${info.width}×${info.height}×${info.channels} in ${base}_seg.png`);
  }
  return { file, photo, points, regions: Uint8Array.from(data, regionOf) };
}

function regionOf(value: number): number {
  const name = CLASSES[value] ?? 'unknown';
  return name === 'unknown' ? UNKNOWN_REGION : faceRegion(name);
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new InputError(`loadParsedFaces: expected a readable file, got ${file}`);
  });
}
