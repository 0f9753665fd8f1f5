import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import { type EmbeddedImage, readEmbeddedImage } from './embedded-image';
import { type LandmarksPayload, type PayloadBox, type PayloadPoint, readShownPhoto } from './landmarks-payload';
import { PayloadReader } from './payload-reader';
import { type PhotoPart, readPhotoPart } from './photo-part';

/** MIME type of a stage inspector. */
export const STAGES_MIME = 'application/vnd.fer.stages.v1+json';

/** A face at every stage from photo to label. */
export interface StagesFace {
  /** In pixels of the photo. */
  box: PayloadBox;
  /** The detector's, in [0, 1]; null where there was none. */
  score: number | null;
  /** The 68 points in pixels of the photo; null where none were looked for. */
  points: PayloadPoint[] | null;
  /** How sure the landmark network is, in [0, 1]; null where it does not tell. */
  confidence: number | null;
  /** The photo around the face in its own resolution. */
  crop: PhotoPart;
  aligned: EmbeddedImage | null;
  superResolved: EmbeddedImage | null;
  /** Gray, pixel for pixel what the network was given. */
  input: EmbeddedImage;
  /** In the order of the payload's labels, each in [0, 1]. */
  probabilities: number[];
  /** Index into the payload's labels. */
  label: number;
}

/** Everything the stage inspector shows, as plain JSON. */
export interface StagesPayload {
  photo: LandmarksPayload['photo'];
  /** Names of the expressions. */
  labels: string[];
  /** May be empty: no face was found. */
  faces: StagesFace[];
}

/**
 * Reads a stages payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseStages(value: unknown): StagesPayload {
  const payload = new PayloadReader('stages', value);
  payload.checkVersion();
  const labels = payload.texts('labels');
  return {
    photo: readShownPhoto(payload.object('photo')),
    labels,
    faces: payload.objects('faces', (face) => readFace(face, labels.length)),
  };
}

function readFace(face: PayloadReader, classes: number): StagesFace {
  const image = (key: string): EmbeddedImage | null => face.optional(key, (name) => readEmbeddedImage(face.object(name))) ?? null;
  return {
    box: face.numbers('box', 4) as PayloadBox,
    score: face.optional('score', (key) => face.share(key)) ?? null,
    points: face.optional('points', (key) => face.points(key, LANDMARK_COUNT)) ?? null,
    confidence: face.optional('confidence', (key) => face.share(key)) ?? null,
    crop: readPhotoPart(face.object('crop')),
    aligned: image('aligned'),
    superResolved: image('superResolved'),
    input: readEmbeddedImage(face.object('input')),
    probabilities: face.numbers('probabilities', classes),
    label: face.index('label', classes),
  };
}
