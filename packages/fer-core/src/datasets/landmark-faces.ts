import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import { decodeGray } from './gray-image';
import { readPtsFile } from './pts-file';

/** A picture of a face with the truth about its points. */
export interface LandmarkFace {
  /** The picture's path. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** uint8 [height, width], gray. */
  readonly pixels: Uint8Array;
  /** (x, y) of the 68 points, pixel centres at whole numbers. */
  readonly points: readonly Point[];
}

/** A folder of faces, of which a fixed share is held out. */
export interface LandmarkFolder {
  readonly folder: string;
  /** Every so many photographs, in the order of their names and from the first, one is held out; 0 for none. */
  readonly heldOutEvery: number;
}

export interface LandmarkFaces {
  readonly train: LandmarkFace[];
  readonly validation: LandmarkFace[];
}

/** Pictures decoded at once. */
const AT_ONCE = 16;

/**
 * Reads folders of pictures with a `.pts` file of the same name beside each (Helen, AFW and LFPW of 300-W come so).
 * Faces of one photograph (`<photo>_<face>.jpg`) are held out together, so that nobody is on both sides. Pictures without
 * points are left out.
 * @throws InputError for a folder without such pictures, a picture that cannot be read, points that are not 68
 */
export async function loadLandmarkFaces(folders: readonly LandmarkFolder[]): Promise<LandmarkFaces> {
  return loadWithHeldOut(folders, loadLandmarkFace);
}

/**
 * Reads each picture with points of some folders and tells those that are held out apart, by the rule of `loadLandmarkFaces`.
 * @param load of a picture's path; several at once
 */
export async function loadWithHeldOut<Face>(folders: readonly LandmarkFolder[], load: (file: string) => Promise<Face>): Promise<{ train: Face[]; validation: Face[] }> {
  const faces: { train: Face[]; validation: Face[] } = { train: [], validation: [] };
  for (const { folder, heldOutEvery } of folders) {
    const files = await landmarkFiles(folder);
    const heldOut = heldOutPhotos(files, heldOutEvery);
    for (let first = 0; first < files.length; first += AT_ONCE) {
      const some = files.slice(first, first + AT_ONCE);
      const loaded = await Promise.all(some.map(load));
      loaded.forEach((face, i) => faces[heldOut.has(photoName(some[i]!)) ? 'validation' : 'train'].push(face));
    }
  }
  return faces;
}

/**
 * The pictures of a folder that have points beside them, in the order of their names.
 * @throws InputError when there are none
 */
export async function landmarkFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const present = new Set(names);
  const pictures = names.filter((name) => /\.(jpe?g|png)$/i.test(name) && present.has(pointsFile(name))).sort();
  if (pictures.length === 0) throw new InputError(`loadLandmarkFaces: expected pictures with .pts files beside them, found none in ${folder}`);
  return pictures.map((name) => path.join(folder, name));
}

/** The name of the points' file beside a picture. */
export function pointsFile(picture: string): string {
  return picture.replace(/\.[^.]+$/, '.pts');
}

/**
 * The 68 points beside a picture.
 * @param command who asks, for messages
 * @throws InputError for another number
 */
export async function readFacePoints(picture: string, command: string): Promise<Point[]> {
  const points = await readPtsFile(pointsFile(picture));
  if (points.length !== 68) throw new InputError(`${command}: expected 68 points, found ${points.length} in ${pointsFile(picture)}`);
  return points;
}

/** The photographs that are held out. */
export function heldOutPhotos(files: readonly string[], every: number): Set<string> {
  const photos = [...new Set(files.map(photoName))].sort();
  return new Set(every > 0 ? photos.filter((_, index) => index % every === 0) : []);
}

/** A picture's name without the number of the face. */
export function photoName(file: string): string {
  return path.basename(file).replace(/\.[^.]+$/, '').replace(/_\d+$/, '');
}

/** @throws InputError as `loadLandmarkFaces` */
async function loadLandmarkFace(file: string): Promise<LandmarkFace> {
  const points = await readFacePoints(file, 'loadLandmarkFaces');
  const { width, height, pixels } = await decodeGray(await readFile(file)).catch((error: Error) => {
    throw new InputError(`loadLandmarkFaces: expected a picture, got ${file}: ${error.message}`);
  });
  return { file, width, height, pixels, points };
}
