import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import { type EmbeddedImage, readEmbeddedImage } from './embedded-image';
import { PayloadReader } from './payload-reader';
import { type PhotoPart, readPhotoPart } from './photo-part';

/** MIME type of a landmarks view. */
export const LANDMARKS_MIME = 'application/vnd.fer.landmarks.v1+json';

/** (x, y) as it travels; pixel centres at whole numbers. */
export type PayloadPoint = [x: number, y: number];

/** Left, top, right, bottom as it travels. */
export type PayloadBox = [left: number, top: number, right: number, bottom: number];

/** A face brought into its place. */
export interface AlignedPicture {
  image: EmbeddedImage;
  /** The 68 points in pixels of the image; null where they were not told. */
  points: PayloadPoint[] | null;
}

/** A face with its points. */
export interface LandmarksFace {
  /** In pixels of the photo. */
  box: PayloadBox;
  /** The detector's, in [0, 1]; null where there was none. */
  score: number | null;
  /** How sure the landmark network is, in [0, 1]; null where it does not tell. */
  confidence: number | null;
  /** The 68 points in pixels of the photo. */
  points: PayloadPoint[];
  /** Where they truly are; null where nobody knows. */
  truth: PayloadPoint[] | null;
  /** The photo around the face in its own resolution. */
  before: PhotoPart;
  aligned: AlignedPicture | null;
}

/** Everything the landmarks view shows, as plain JSON. */
export interface LandmarksPayload {
  photo: {
    /** What it is called. */
    name: string;
    /** In pixels. */
    width: number;
    /** In pixels. */
    height: number;
    picture: PhotoPart;
  };
  /** May be empty: no face was found. */
  faces: LandmarksFace[];
}

/**
 * Reads a landmarks payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseLandmarks(value: unknown): LandmarksPayload {
  const payload = new PayloadReader('landmarks', value);
  payload.checkVersion();
  return { photo: readShownPhoto(payload.object('photo')), faces: payload.objects('faces', readFace) };
}

/** Reads a photo with its name and size. @throws InputError saying which field is wrong. */
export function readShownPhoto(photo: PayloadReader): LandmarksPayload['photo'] {
  return {
    name: photo.text('name'),
    width: photo.integer('width', 1),
    height: photo.integer('height', 1),
    picture: readPhotoPart(photo.object('picture')),
  };
}

function readFace(face: PayloadReader): LandmarksFace {
  return {
    box: face.numbers('box', 4) as PayloadBox,
    score: face.optional('score', (key) => face.share(key)) ?? null,
    confidence: face.optional('confidence', (key) => face.share(key)) ?? null,
    points: face.points('points', LANDMARK_COUNT),
    truth: face.optional('truth', (key) => face.points(key, LANDMARK_COUNT)) ?? null,
    before: readPhotoPart(face.object('before')),
    aligned: face.optional('aligned', (key) => readAligned(face.object(key))) ?? null,
  };
}

function readAligned(aligned: PayloadReader): AlignedPicture {
  return { image: readEmbeddedImage(aligned.object('image')), points: aligned.optional('points', (key) => aligned.points(key, LANDMARK_COUNT)) ?? null };
}
