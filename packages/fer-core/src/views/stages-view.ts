import type { Box, Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import { embedImage } from './embedded-image';
import { DISPLAY, type DisplayableLater } from './mime-bundle';
import { embedFace, embedPhoto } from './photo-part';
import { asRaster, type Raster, type SquarePicture } from './raster';
import { stagesHtml } from './stages-html';
import { STAGES_MIME, type StagesFace, type StagesPayload } from './stages-payload';
import { stagesSummary } from './stages-summary';
import { checkPhoto, checkPoints, payloadBox, payloadPoints } from './view-input';

/** A recognized face with everything between photo and label, as `recognize` gives it. */
export interface RecognizedStages {
  /** Left, top, right, bottom in pixels of the photo. */
  readonly box: Box;
  /** The detector's, in [0, 1]. */
  readonly score?: number | null;
  /** The 68 points (x, y) in pixels of the photo. */
  readonly landmarks?: readonly Point[] | null;
  /** How sure the landmark network is, in [0, 1]. */
  readonly landmarkConfidence?: number | null;
  /** The face in its place, gray or RGB. */
  readonly aligned?: Raster | SquarePicture | null;
  /** The face made larger, RGB. */
  readonly superResolved?: Raster | SquarePicture | null;
  /** Exactly what the network was given: uint8 [height, width, 1]. */
  readonly input: Raster | SquarePicture;
  /** In [0, 1], by expression; the same expressions for every face. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** The expression recognized. */
  readonly label: string;
}

/** What the view is made of. */
export interface StagesViewOptions {
  /** uint8 [height, width, 3] or gray. */
  readonly photo: Raster;
  /** What the photo is called. */
  readonly name?: string;
  readonly faces: readonly RecognizedStages[];
}

/** Faces at every stage, which show themselves. */
export interface StagesView extends DisplayableLater {
  /** As it goes over the wire. */
  payload(): Promise<StagesPayload>;
}

/**
 * Shows, for every face of a photo, all stages side by side: photo, box, landmarks, aligned face, exact network input, probabilities.
 *
 * @throws InputError `stagesView: expected …, got …` for pixels that do not fit their size, or labels without probability.
 */
export function stagesView({ photo, name = 'photo', faces }: StagesViewOptions): StagesView {
  checkPhoto('stagesView', photo);
  const labels = Object.keys(faces[0]?.probabilities ?? {});
  faces.forEach((face, index) => checkFace(face, index, labels));
  let made: Promise<StagesPayload> | undefined;
  const payload = (): Promise<StagesPayload> => (made ??= makePayload(photo, name, labels, faces));
  return {
    payload,
    async [DISPLAY]() {
      const view = await payload();
      return { [STAGES_MIME]: view, 'text/html': stagesHtml(view), 'text/plain': stagesSummary(view) };
    },
  };
}

function checkFace({ landmarks, input, probabilities, label }: RecognizedStages, index: number, labels: readonly string[]): void {
  if (landmarks) checkPoints('stagesView', `landmarks of face ${index}`, landmarks);
  const { width, height, pixels } = asRaster(input);
  if (pixels.length !== width * height) {
    throw new InputError(`stagesView: expected input of face ${index} to be ${width}×${height}×1 bytes, got ${pixels.length}`);
  }
  if (Object.keys(probabilities).join() !== labels.join()) {
    throw new InputError(`stagesView: expected probabilities of face ${index} for ${labels.join(', ')}, got ${Object.keys(probabilities).join(', ')}`);
  }
  if (!labels.includes(label)) throw new InputError(`stagesView: expected label of face ${index} among ${labels.join(', ')}, got ${label}`);
}

async function makePayload(photo: Raster, name: string, labels: string[], faces: readonly RecognizedStages[]): Promise<StagesPayload> {
  return {
    photo: { name, width: photo.width, height: photo.height, picture: await embedPhoto(photo) },
    labels,
    faces: await Promise.all(faces.map((face) => makeFace(photo, labels, face))),
  };
}

async function makeFace(photo: Raster, labels: readonly string[], face: RecognizedStages): Promise<StagesFace> {
  const embed = async (picture: Raster | SquarePicture | null | undefined) => (picture ? embedImage(asRaster(picture)) : null);
  return {
    box: payloadBox(face.box),
    score: face.score ?? null,
    points: face.landmarks ? payloadPoints(face.landmarks) : null,
    confidence: face.landmarkConfidence ?? null,
    crop: await embedFace(photo, face.box),
    aligned: await embed(face.aligned),
    superResolved: await embed(face.superResolved),
    input: await embedImage(asRaster(face.input)),
    probabilities: labels.map((label) => face.probabilities[label]!),
    label: labels.indexOf(face.label),
  };
}
