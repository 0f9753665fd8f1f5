import type { DetectedFace } from '../detect/detected-face';
import type { Box, Point } from '../evaluate/geometry/point';
import { fitSimilarity } from '../evaluate/geometry/fit-transform';
import { MEAN_FACE } from '../evaluate/geometry/mean-face';
import { composeTransforms, similarityAround, type PlanarTransform } from '../evaluate/geometry/planar-transform';

/** Side of the square that the landmark network sees, in units of `MEAN_FACE`: from brows to chin with a margin of a quarter. */
const FRAME_SIDE = 120;
/** Its centre, likewise. */
const FRAME_CENTRE: Point = [56, 78.8];

/** Takes the mean face to a crop of `size` pixels. */
export function meanFaceToFrame(size: number): PlanarTransform {
  const middle = (size - 1) / 2;
  return similarityAround(FRAME_CENTRE, [middle, middle], size / FRAME_SIDE, 0);
}

/**
 * The crop in which the landmark network sees a face whose points are known, roughly at least: upright, of one size.
 * @param points the 68, in pixels of the photo
 * @returns takes the photo to the crop
 */
export function frameOfPoints(points: readonly Point[], size: number): PlanarTransform {
  return composeTransforms(fitSimilarity(points, MEAN_FACE), meanFaceToFrame(size));
}

/** Where a detector's boxes and keypoints lie on the mean face, as measured on training faces. */
export interface FaceCalibration {
  /** Centre of the box, in units of `MEAN_FACE`. */
  readonly centre: Point;
  /** Side of the box: the root of its area. */
  readonly side: number;
  /** Right eye, left eye, nose, mouth. */
  readonly keypoints?: readonly [Point, Point, Point, Point];
}

/**
 * The crop for a face that a detector found: by its keypoints where it tells them, else upright by its box.
 * @returns takes the photo to the crop
 */
export function frameOfFace({ box, keypoints }: Pick<DetectedFace, 'box' | 'keypoints'>, calibration: FaceCalibration, size: number): PlanarTransform {
  const toMeanFace = keypoints && calibration.keypoints
    ? fitSimilarity([keypoints.rightEye, keypoints.leftEye, keypoints.nose, keypoints.mouth], calibration.keypoints)
    : similarityAround(boxCentre(box), calibration.centre, calibration.side / boxSide(box), 0);
  return composeTransforms(toMeanFace, meanFaceToFrame(size));
}

export function boxCentre([left, top, right, bottom]: Box): Point {
  return [(left + right) / 2, (top + bottom) / 2];
}

/** The root of a box's area. */
export function boxSide([left, top, right, bottom]: Box): number {
  return Math.sqrt((right - left) * (bottom - top));
}
