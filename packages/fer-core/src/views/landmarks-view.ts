import type { Box, Point } from '../evaluate/geometry/point';
import { embedImage, imageUrl } from './embedded-image';
import { type AlignedPicture, LANDMARKS_MIME, type LandmarksFace, type LandmarksPayload } from './landmarks-payload';
import { landmarksSummary } from './landmarks-summary';
import { escapeHtml } from '../evaluate/escape-html';
import { DISPLAY, type DisplayableLater } from './mime-bundle';
import { paintFaces } from './paint-faces';
import { embedFace, embedPhoto } from './photo-part';
import { asRaster, type Raster, type SquarePicture } from './raster';
import { boxAround, checkPhoto, checkPoints, payloadBox, payloadPoints, toBytes } from './view-input';

/** A face with its points, as `landmarksView` takes it; those of `recognize` are such. */
export interface FaceWithLandmarks {
  /** Left, top, right, bottom in pixels of the photo; default: around the points. */
  readonly box?: Box;
  /** The detector's, in [0, 1]. */
  readonly score?: number | null;
  /** The 68 points (x, y) in pixels of the photo. */
  readonly landmarks: readonly Point[];
  /** How sure the landmark network is, in [0, 1]. */
  readonly landmarkConfidence?: number | null;
  /** Where the points truly are. */
  readonly truth?: readonly Point[] | null;
  /** The face brought into its place: what `alignFace` gives, or its pixels alone. */
  readonly aligned?: PlacedFace | SquarePicture | null;
}

/** What `alignFace` gives. */
export interface PlacedFace {
  /** [size, size, channels] in [0, 1]. */
  readonly image: Float32Array;
  readonly size: number;
  /** The 68 points in pixels of the image. */
  readonly points: readonly Point[];
}

/** What the view is made of. */
export interface LandmarksViewOptions {
  /** uint8 [height, width, 3] or gray. */
  readonly photo: Raster;
  /** What the photo is called. */
  readonly name?: string;
  readonly faces: readonly FaceWithLandmarks[];
}

/** Faces with their points, which show themselves. */
export interface LandmarksView extends DisplayableLater {
  /** As it goes over the wire. */
  payload(): Promise<LandmarksPayload>;
}

/**
 * Shows a photo with boxes and the 68 points of every face; alignment where aligned faces are given, errors where the truth is.
 *
 * @throws InputError `landmarksView: expected …, got …` for a photo whose bytes are not 1 or 3 channels, for other than 68 points, or not finite.
 */
export function landmarksView({ photo, name = 'photo', faces }: LandmarksViewOptions): LandmarksView {
  checkPhoto('landmarksView', photo);
  faces.forEach(({ landmarks, truth, aligned }, index) => {
    checkPoints('landmarksView', `landmarks of face ${index}`, landmarks);
    if (truth) checkPoints('landmarksView', `truth of face ${index}`, truth);
    if (aligned && 'points' in aligned) checkPoints('landmarksView', `aligned points of face ${index}`, aligned.points);
  });
  let made: Promise<LandmarksPayload> | undefined;
  const payload = (): Promise<LandmarksPayload> => (made ??= makePayload(photo, name, faces));
  return {
    payload,
    async [DISPLAY]() {
      const view = await payload();
      const text = landmarksSummary(view);
      const picture = await embedImage(paintFaces(photo, view.faces));
      return {
        [LANDMARKS_MIME]: view,
        'text/html': `<figure style="margin:0"><img src="${imageUrl(picture)}" width="${picture.width}" height="${picture.height}" alt="${escapeHtml(name)}"/><figcaption style="white-space:pre-line">${escapeHtml(text)}</figcaption></figure>`,
        'text/plain': text,
      };
    },
  };
}

async function makePayload(photo: Raster, name: string, faces: readonly FaceWithLandmarks[]): Promise<LandmarksPayload> {
  return {
    photo: { name, width: photo.width, height: photo.height, picture: await embedPhoto(photo) },
    faces: await Promise.all(faces.map((face) => makeFace(photo, face))),
  };
}

async function makeFace(photo: Raster, { box, score, landmarks, landmarkConfidence, truth, aligned }: FaceWithLandmarks): Promise<LandmarksFace> {
  const around = boxAround(landmarks);
  return {
    box: payloadBox(box ?? around),
    score: score ?? null,
    confidence: landmarkConfidence ?? null,
    points: payloadPoints(landmarks),
    truth: truth ? payloadPoints(truth) : null,
    before: await embedFace(photo, around),
    aligned: aligned ? await makeAligned(aligned) : null,
  };
}

async function makeAligned(aligned: PlacedFace | SquarePicture): Promise<AlignedPicture> {
  if (!('points' in aligned)) return { image: await embedImage(asRaster(aligned)), points: null };
  const { size, image, points } = aligned;
  return { image: await embedImage({ width: size, height: size, pixels: toBytes(image) }), points: payloadPoints(points) };
}
