import path from 'node:path';
import { landmarkFiles, loadWithHeldOut, photoName, readFacePoints } from '../datasets/landmark-faces';
import { faceSeed } from '../datasets/generated-faces/generate-faces';
import { generateFace } from '../datasets/generated-faces/generate-face';
import type { Point } from '../evaluate/geometry/point';
import { EXPRESSIONS, type Expression } from '../expressions';
import type { Photo } from '../photos/photo';
import { readPhoto } from '../photos/read-photo';
import { fewer } from './fewer-images';
import { PAPER_SEEDS } from './paper-scale';

/** A photo with the true points of one face. */
export interface PaperPhoto {
  readonly name: string;
  readonly photo: Photo;
  /** The 68, in pixels. */
  readonly points: readonly Point[];
}

/** Of which folders the landmark network learned, and every so many photographs are held out; as in `configs/landmarks.json`. */
export const HELD_OUT_EVERY: Readonly<Record<string, number>> = { 'helen-train': 10, afw: 5 };

/** Side of a drawn photo in pixels. */
const DRAWN = 256;

/** Photos with a `.pts` file beside each. */
export async function readPaperPhotos(folder: string, most: number): Promise<PaperPhoto[]> {
  return Promise.all(fewer(await landmarkFiles(folder), most).map(readPaperPhoto));
}

/** The faces of landmark folders that no network learned from: what was held out of known folders, all of others. */
export async function readHeldOutFaces(folders: readonly string[], most: number): Promise<{ folder: string; faces: PaperPhoto[] }[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const name = path.basename(path.resolve(folder));
      const { validation } = await loadWithHeldOut([{ folder, heldOutEvery: HELD_OUT_EVERY[name] ?? 1 }], async (file) => file);
      return { folder: name, faces: await Promise.all(fewer(validation, most).map(readPaperPhoto)) };
    }),
  );
}

/** Photos apart: of photographs that the landmark network learned from, as far as the given folders of faces hold them, and others. */
export async function photosByLearning(photos: readonly PaperPhoto[], folders: readonly string[]): Promise<{ learned: PaperPhoto[]; other: PaperPhoto[] }> {
  const known = folders.flatMap((folder) => {
    const heldOutEvery = HELD_OUT_EVERY[path.basename(path.resolve(folder))];
    return heldOutEvery === undefined ? [] : [{ folder, heldOutEvery }];
  });
  const { train } = await loadWithHeldOut(known, async (file) => photoName(file));
  const names = new Set(train);
  const isLearned = ({ name }: PaperPhoto): boolean => names.has(photoName(name));
  return { learned: photos.filter(isLearned), other: photos.filter((photo) => !isLearned(photo)) };
}

/** Drawn faces in the place of photos; expressions take turns. */
export function drawPaperPhotos(count: number): PaperPhoto[] {
  return Array.from({ length: count }, (_, i) => {
    const { image, landmarks } = generateFace({ seed: faceSeed('test', PAPER_SEEDS.generated, i), expression: EXPRESSIONS[i % EXPRESSIONS.length], size: DRAWN, channels: 3 });
    return { name: `drawn face ${i + 1}`, photo: { width: DRAWN, height: DRAWN, pixels: image }, points: landmarks };
  });
}

/** A drawn group photo: a face of each expression, in rows. @returns what each face shows, and its box */
export function drawGroupPhoto(): { photo: Photo; faces: { expression: Expression; points: readonly Point[] }[] } {
  const columns = 4;
  const rows = Math.ceil(EXPRESSIONS.length / columns);
  const [width, height] = [columns * DRAWN, rows * DRAWN];
  const pixels = new Uint8Array(3 * width * height).fill(120);
  const drawn = drawPaperPhotos(EXPRESSIONS.length);
  const faces = drawn.map(({ photo, points }, i) => {
    const [left, top] = [(i % columns) * DRAWN, Math.floor(i / columns) * DRAWN];
    for (let y = 0; y < DRAWN; y++) pixels.set(photo.pixels.subarray(3 * DRAWN * y, 3 * DRAWN * (y + 1)), 3 * ((top + y) * width + left));
    return { expression: EXPRESSIONS[i], points: points.map(([x, y]): Point => [x + left, y + top]) };
  });
  return { photo: { width, height, pixels }, faces };
}

async function readPaperPhoto(file: string): Promise<PaperPhoto> {
  return { name: path.basename(file), photo: await readPhoto(file), points: await readFacePoints(file, 'experiment paper') };
}
