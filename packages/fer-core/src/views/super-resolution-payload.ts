import { type EmbeddedImage, readEmbeddedImage } from './embedded-image';
import { PayloadReader } from './payload-reader';

/** MIME type of a super-resolution view. */
export const SUPER_RESOLUTION_MIME = 'application/vnd.fer.super-resolution.v1+json';

/** From the small face to the true large one. */
export const SUPER_RESOLUTION_STAGES = ['lowResolution', 'bicubic', 'coarse', 'final', 'truth'] as const;

/** One of {@link SUPER_RESOLUTION_STAGES}. */
export type SuperResolutionStage = (typeof SUPER_RESOLUTION_STAGES)[number];

/** Stages that have the truth's size and are measured against it. */
export const MEASURED_STAGES = ['bicubic', 'coarse', 'final'] as const;

/** One of {@link MEASURED_STAGES}. */
export type MeasuredStage = (typeof MEASURED_STAGES)[number];

/** How near a picture comes to the truth, on luma. */
export interface StageQuality {
  /** In dB; null for a picture that equals the truth. */
  psnr: number | null;
  /** At most 1. */
  ssim: number;
}

/** The pictures of one face. */
export interface FacePictures {
  /** By stage; a stage that was not computed, or a truth that nobody knows, is absent. */
  stages: Partial<Record<SuperResolutionStage, EmbeddedImage>>;
  /** Heat maps of the landmarks, gray, one below the other; null where there are none. */
  heatmaps: { count: number; image: EmbeddedImage } | null;
  /** Gray; each pixel is an index into the payload's regions; null where there is none. */
  parsing: EmbeddedImage | null;
}

/** One face of the gallery. */
export interface SuperResolutionFace {
  /** What it is called, for example its file's name. */
  name: string;
  /** The result, small. */
  thumbnail: EmbeddedImage;
  /** By stage; empty where the truth is not known. */
  quality: Partial<Record<MeasuredStage, StageQuality>>;
  /** Absent when the action `face({index})` serves them. */
  pictures?: FacePictures;
}

/** Everything the super-resolution view shows, as plain JSON. */
export interface SuperResolutionPayload {
  /** What the faces are called together. */
  name: string;
  /** Names of the regions in parsing maps. */
  regions: string[];
  /** At least one. */
  faces: SuperResolutionFace[];
}

/**
 * Reads a super-resolution payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseSuperResolution(value: unknown): SuperResolutionPayload {
  const payload = new PayloadReader('super-resolution', value);
  payload.checkVersion();
  return { name: payload.text('name'), regions: payload.texts('regions'), faces: payload.objects('faces', readFace) };
}

/**
 * Reads the answer of the action `face`.
 * @throws InputError saying which field is wrong.
 */
export function parseFacePictures(value: unknown): FacePictures {
  return readPictures(new PayloadReader('super-resolution', value));
}

function readFace(face: PayloadReader): SuperResolutionFace {
  const quality = face.object('quality');
  const pictures = face.optional('pictures', (key) => readPictures(face.object(key)));
  return {
    name: face.text('name'),
    thumbnail: readEmbeddedImage(face.object('thumbnail')),
    quality: named(MEASURED_STAGES, (stage) => quality.optional(stage, (key) => readQuality(quality.object(key)))),
    ...(pictures === undefined ? {} : { pictures }),
  };
}

function readQuality(quality: PayloadReader): StageQuality {
  return { psnr: quality.numberOrNull('psnr'), ssim: quality.number('ssim') };
}

function readPictures(pictures: PayloadReader): FacePictures {
  const stages = pictures.object('stages');
  const heatmaps = pictures.optional('heatmaps', (key) => pictures.object(key));
  return {
    stages: named(SUPER_RESOLUTION_STAGES, (stage) => stages.optional(stage, (key) => readEmbeddedImage(stages.object(key)))),
    heatmaps: heatmaps ? { count: heatmaps.integer('count', 1), image: readEmbeddedImage(heatmaps.object('image')) } : null,
    parsing: pictures.optional('parsing', (key) => readEmbeddedImage(pictures.object(key))) ?? null,
  };
}

function named<Name extends string, Value>(names: readonly Name[], read: (name: Name) => Value | undefined): Partial<Record<Name, Value>> {
  const found = names.map((name) => [name, read(name)] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found) as unknown as Partial<Record<Name, Value>>;
}
