import path from 'node:path';
import { pointsBox } from '../align/align-face';
import { FACE_REGIONS } from '../datasets/face-regions';
import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { photoFiles, photoFilesAt } from '../photos/photo-files';
import { readPhoto } from '../photos/read-photo';
import type { SuperResolvedStages } from '../views/super-resolution-view';
import { degrade, enlarge, FACE_SIDE } from './degrade';
import { FRAMED_SIDE } from './face-framing';
import { FaceSuperResolver, faceSuperResolver, type FacePriors, type SuperResolvedFace } from './face-super-resolver';
import { framed, smallFaces, type SmallFace } from './super-resolve-photo';

export interface SuperResolveOptions {
  /** Another FSRNet: its folder, or one that is loaded, which stays the caller's. Default: the one that is shipped. */
  readonly model?: string | FaceSuperResolver;
  /** Folder of sharp pictures of 128×128 with the same names, for files. */
  readonly truth?: string;
  /** Takes pictures of 128×128 pixels for sharp ones, reduces them to 16×16 first and keeps them as the truth. Default false: for enlarged ones, as the official files are. */
  readonly sharp?: boolean;
  /** Told after each picture. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Faces at every stage, as `superResolutionView` takes them. */
export interface SuperResolvedFaces {
  readonly name: string;
  /** Names of the regions in parsing maps. */
  readonly regions: readonly string[];
  readonly faces: readonly SuperResolvedStages[];
}

interface Source {
  readonly name: string;
  read(): Promise<Photo>;
  readonly truth?: string;
}

/**
 * Makes faces eight times larger and keeps every stage: small, bicubic, coarse, final, heat maps and parsing map of the priors.
 * A picture is taken for what its size says, see `smallFaces`; for a face of a photo that is large enough the photo itself is the truth.
 * @param source a photo, an image file, or a folder of them
 * @throws (rejects) InputError for no picture, no face at all, a `truth` that is not there or has another size
 * @example superResolutionView(await superResolve('faces/'))
 */
export async function superResolve(source: Photo | string, options: SuperResolveOptions = {}): Promise<SuperResolvedFaces> {
  const { model, sharp = false, onProgress } = options;
  const sources = await sourcesOf(source, options.truth);
  const resolver = model instanceof FaceSuperResolver ? model : await faceSuperResolver(model);
  const faces: SuperResolvedStages[] = [];
  for (const [done, each] of sources.entries()) {
    faces.push(...(await facesOf(each, resolver, sharp)));
    onProgress?.(done + 1, sources.length);
  }
  if (faces.length === 0) throw new InputError(`superResolve: expected a face, found none in ${sources.map(({ name }) => name).join(', ')}`);
  return { name: typeof source === 'string' ? path.basename(source) : sources[0]!.name, regions: FACE_REGIONS, faces };
}

async function sourcesOf(source: Photo | string, truth: string | undefined): Promise<Source[]> {
  if (typeof source !== 'string') return [{ name: 'photo', read: () => Promise.resolve(source) }];
  const files = await photoFilesAt(source, 'superResolve');
  const truths = truth === undefined ? null : new Map((await photoFiles(truth)).map((file) => [path.parse(file).name, file]));
  return files.map((file) => {
    const { name } = path.parse(file);
    const found = truths?.get(name);
    if (truths && found === undefined) throw new InputError(`superResolve: expected a picture named ${name} in ${truth}, found none`);
    return { name, read: () => readPhoto(file), ...(found === undefined ? {} : { truth: found }) };
  });
}

async function facesOf({ name, read, truth: truthFile }: Source, resolver: FaceSuperResolver, sharp: boolean): Promise<SuperResolvedStages[]> {
  const picture = await read();
  if (sharp && picture.width === FACE_SIDE && picture.height === FACE_SIDE) return stages([{ small: degrade(picture) }], [picture], [name], resolver);
  const { kind, faces } = await smallFaces(picture);
  if (truthFile !== undefined) {
    const truth = await readPhoto(truthFile);
    if (truth.width !== FACE_SIDE || truth.height !== FACE_SIDE) throw new InputError(`superResolve: expected ${truthFile} to be of ${FACE_SIDE}×${FACE_SIDE} pixels, found ${truth.width}×${truth.height}`);
    if (faces.length !== 1) throw new InputError(`superResolve: expected one face beside a truth, found ${faces.length} in ${name}`);
    return stages(faces, [truth], [name], resolver);
  }
  const truths = faces.map(({ found }) => (kind === 'photo' && found && isSharp(found.landmarks) ? framed(picture, found.landmarks) : null));
  return stages(faces, truths, faces.map((_, i) => (faces.length > 1 ? `${name}-${i + 1}` : name)), resolver);
}

/** Whether a face of a photo has at least as many pixels as its enlarged picture gives it. */
function isSharp(landmarks: NonNullable<SmallFace['found']>['landmarks']): boolean {
  const [left, top, right, bottom] = pointsBox(landmarks);
  return (right - left + bottom - top) / 2 >= FRAMED_SIDE;
}

function stages(faces: readonly SmallFace[], truths: readonly (Photo | null)[], names: readonly string[], resolver: FaceSuperResolver): SuperResolvedStages[] {
  return resolver.superResolveAll(faces.map(({ small }) => small)).map(({ picture, coarse, priors }: SuperResolvedFace, i) => ({
    name: names[i]!,
    lowResolution: faces[i]!.small,
    bicubic: enlarge(faces[i]!.small),
    coarse,
    final: picture,
    truth: truths[i]!,
    heatmaps: heatmapPictures(priors),
    parsing: priors.regions && { width: priors.side, height: priors.side, pixels: priors.regions },
  }));
}

/** Heat maps as gray pictures, one a landmark. */
function heatmapPictures({ heatmaps, side }: FacePriors): SuperResolvedStages['heatmaps'] {
  if (!heatmaps) return null;
  return Array.from({ length: LANDMARK_COUNT }, (_, point) => {
    const levels = Uint8ClampedArray.from({ length: side * side }, (__, place) => 255 * heatmaps[place * LANDMARK_COUNT + point]!);
    return { width: side, height: side, pixels: new Uint8Array(levels.buffer) };
  });
}
