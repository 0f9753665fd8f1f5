import { invertTransform, transformPoints } from '../evaluate/geometry/planar-transform';
import { samplePhoto } from '../align/sample-photo';
import type { Point } from '../evaluate/geometry/point';
import type { Photo } from '../photos/photo';
import { photoOf } from '../super-resolve/bicubic';
import { degrade, FACE_SIDE } from '../super-resolve/degrade';
import { frameFace, USUAL_FRAMING } from '../super-resolve/face-framing';

/**
 * What happens to a face before it is classified. `none`: it is taken from the photo as it is. The others start from 16×16 pixels of the
 * face, however many the photo has, and make 128×128 of them: `bicubic` by interpolation, `fsrnet` by the network. They show what
 * super-resolution does to the expression; on a face that the photo shows larger than 16×16, they lose what it has.
 */
export const SUPER_RESOLUTIONS = ['none', 'bicubic', 'fsrnet'] as const;
export type SuperResolution = (typeof SUPER_RESOLUTIONS)[number];

/** Makes 128×128 pixels of 16×16. */
export type SuperResolver = (small: Photo) => Photo;

/** A face after super-resolution. */
export interface SuperResolvedFace {
  /** 128×128. */
  readonly picture: Photo;
  /** The landmarks in it. */
  readonly points: Point[];
}

/**
 * Takes 16×16 pixels of a face, framed as in FSRNet's official pairs, and makes 128×128 of them.
 * @param points the 68, in pixels of the photo
 */
export function superResolveFace(photo: Photo, points: readonly Point[], resolver: SuperResolver): SuperResolvedFace {
  const toPicture = frameFace(points, USUAL_FRAMING);
  const levels = samplePhoto(photo, invertTransform(toPicture), { width: FACE_SIDE, height: FACE_SIDE, channels: 3 });
  const picture = resolver(degrade(photoOf(levels, FACE_SIDE, FACE_SIDE)));
  return { picture, points: transformPoints(toPicture, points) };
}
