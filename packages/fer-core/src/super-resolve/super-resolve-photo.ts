import { transformPoints, invertTransform } from '../evaluate/geometry/planar-transform';
import { samplePhoto } from '../align/sample-photo';
import { detectFaces } from '../detect/detect-faces';
import type { Box, Point } from '../evaluate/geometry/point';
import { findLandmarks } from '../landmarks/find-landmarks';
import type { Photo } from '../photos/photo';
import { photoOf } from './bicubic';
import { degrade, FACE_SIDE, SMALL_SIDE, undoEnlarging } from './degrade';
import { frameFace, USUAL_FRAMING } from './face-framing';

/** What a picture was taken for, by its size: `small` is 16×16, `enlarged` 128×128, everything else a `photo`. */
export type PictureKind = 'small' | 'enlarged' | 'photo';

/** 16×16 pixels of a face that super-resolution starts from. */
export interface SmallFace {
  readonly small: Photo;
  /** Where it was found, in pixels of the photo; absent where the picture is the face. */
  readonly found?: { readonly box: Box; readonly landmarks: readonly Point[] };
}

/** The faces of a picture. */
export interface SmallFaces {
  readonly kind: PictureKind;
  readonly faces: readonly SmallFace[];
  /** Of an enlarged picture: how far it is from one that was enlarged, in gray levels; see `undoEnlarging`. */
  readonly misfit?: number;
}

/**
 * Takes a picture for what its size says. 16×16 pixels are the face itself; 128×128 are taken as enlarged by bicubic interpolation, as FSRNet's
 * official files are, and brought back to 16×16; in a photo of any other size faces are found, framed as in the official
 * pairs by their landmarks, and reduced to 16×16: FSRNet knows no other size, and what a larger face has more is lost.
 * @returns faces of a photo by falling score; none where there is none
 * @throws (rejects) InputError where a photo needs the landmark network and there is none
 */
export async function smallFaces(picture: Photo): Promise<SmallFaces> {
  const isSquare = (side: number): boolean => picture.width === side && picture.height === side;
  if (isSquare(SMALL_SIDE)) return { kind: 'small', faces: [{ small: picture }] };
  if (isSquare(FACE_SIDE)) {
    const { small, misfit } = undoEnlarging(picture);
    return { kind: 'enlarged', faces: [{ small }], misfit };
  }
  const detected = await detectFaces(picture);
  const landmarks = detected.length ? await findLandmarks(picture, detected) : [];
  return { kind: 'photo', faces: detected.map(({ box }, i) => ({ small: degrade(framed(picture, landmarks[i]!.points)), found: { box, landmarks: landmarks[i]!.points } })) };
}

/** A face framed as in the official pairs, 128×128. */
export function framed(photo: Photo, points: readonly Point[]): Photo {
  const levels = samplePhoto(photo, invertTransform(frameFace(points, USUAL_FRAMING)), { width: FACE_SIDE, height: FACE_SIDE, channels: 3 });
  return photoOf(levels, FACE_SIDE, FACE_SIDE);
}

/** The points of a face in the picture that `framed` gives. */
export function framedPoints(points: readonly Point[]): Point[] {
  return transformPoints(frameFace(points, USUAL_FRAMING), points);
}
