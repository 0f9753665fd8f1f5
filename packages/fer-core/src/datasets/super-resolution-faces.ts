import { createHash } from 'node:crypto';
import { EXPRESSIONS } from '../expressions';
import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { readPhoto } from '../photos/read-photo';
import { REGION_OF_GENERATED } from './face-regions';
import { generateFace } from './generated-faces/generate-face';
import { faceSeed } from './generated-faces/generate-faces';
import { loadWithHeldOut, readFacePoints, type LandmarkFolder } from './landmark-faces';
import { loadParsedFaces } from './parsed-faces';

/** A sharp face with what is known of it. */
export interface SuperResolutionFace {
  /** File, or `generated-<seed>`. */
  readonly name: string;
  readonly photo: Photo;
  /** (x, y) of the 68 points in pixels of the photo, pixel centres at whole numbers. */
  readonly points: readonly Point[];
  /** uint8 [height, width], indices of `FACE_REGIONS`; absent where the points alone tell the regions. */
  readonly regions?: Uint8Array;
}

/** Where sharp faces come from. */
export interface SuperResolutionSources {
  /** Folders of pictures with `.pts` files, and how many of each are held out, as for landmarks. */
  readonly folders: readonly LandmarkFolder[];
  /** A folder as `loadParsedFaces` reads it; all of it is trained on. */
  readonly parsed?: string | null;
  /** Number of generated faces to train on. */
  readonly generated?: number;
}

export interface SuperResolutionFaces {
  readonly train: SuperResolutionFace[];
  /** Held-out photographs, by the rule of `loadLandmarkFaces`: all faces of every so many photographs in the order of their names. */
  readonly validation: SuperResolutionFace[];
}

/** Side of a generated face in pixels. */
const GENERATED_SIDE = 256;

/**
 * Reads what super-resolution learns from.
 * @throws InputError as the readers of the folders, and where there is no face at all
 */
export async function loadSuperResolutionFaces({ folders, parsed = null, generated = 0 }: SuperResolutionSources): Promise<SuperResolutionFaces> {
  const faces = await loadWithHeldOut(folders, loadFace);
  if (parsed !== null) faces.train.push(...(await loadParsedFaces(parsed)).map(({ file, ...face }) => ({ name: file, ...face })));
  for (let i = 0; i < generated; i++) faces.train.push(generatedFace(i));
  if (faces.train.length + faces.validation.length === 0) throw new InputError('loadSuperResolutionFaces: expected folders or a number of generated faces, found none');
  return faces;
}

/** Tells one set of training faces from another: names and pixels. */
export function superResolutionSha256(faces: readonly SuperResolutionFace[]): string {
  const hash = createHash('sha256');
  for (const { name, photo } of faces) hash.update(name.replace(/^.*[/\\]/, '')).update(photo.pixels);
  return hash.digest('hex');
}

async function loadFace(file: string): Promise<SuperResolutionFace> {
  const points = await readFacePoints(file, 'loadSuperResolutionFaces');
  return { name: file, photo: await readPhoto(file), points };
}

function generatedFace(index: number): SuperResolutionFace {
  const seed = faceSeed('train', 0, index);
  const { image, landmarks, parsing } = generateFace({ seed, expression: EXPRESSIONS[index % EXPRESSIONS.length]!, size: GENERATED_SIDE, channels: 3 });
  return {
    name: `generated-${seed}`,
    photo: { width: GENERATED_SIDE, height: GENERATED_SIDE, pixels: image },
    points: landmarks,
    regions: parsing.map((label) => REGION_OF_GENERATED[label]!),
  };
}
