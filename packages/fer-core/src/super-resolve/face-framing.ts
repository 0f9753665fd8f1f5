import { composeTransforms, similarityAround, type PlanarTransform } from '../evaluate/geometry/planar-transform';
import type { Point } from '../evaluate/geometry/point';
import { FACE_SIDE } from './degrade';

/** Side of the box around the 68 points in the official CelebA pairs, pixels of 128: what FSRNet is told to expect. */
export const FRAMED_SIDE = 65;

/** How a face lies in the picture of 128×128. */
export interface FaceFraming {
  /** Side of the box around the 68 points, pixels. */
  readonly side: number;
  /** Away from the usual place, pixels. */
  readonly shift: Point;
  /** Radians, from the x axis towards the y axis. */
  readonly rotation: number;
  readonly mirrored: boolean;
}

/** The framing of the official CelebA pairs. */
export const USUAL_FRAMING: FaceFraming = { side: FRAMED_SIDE, shift: [0, 0], rotation: 0, mirrored: false };

/**
 * Where the box's centre usually lies: in the middle, and lower in the picture the smaller the face, so that the hair above it is in the
 * picture. Measured on the official CelebA pairs (side 65, 84 pixels down) and on crops around the points of Helen (83, 74).
 */
function usualCentre(side: number): Point {
  return [(FACE_SIDE - 1) / 2, 84 - 0.54 * (side - FRAMED_SIDE)];
}

/**
 * The transform from a photo's pixels to those of the 128×128 picture.
 * @param points the 68 landmarks in the photo
 */
export function frameFace(points: readonly Point[], { side, shift, rotation, mirrored }: FaceFraming): PlanarTransform {
  const [columns, rows] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...columns), Math.max(...columns), Math.min(...rows), Math.max(...rows)];
  const [x, y] = usualCentre(side);
  const scale = side / ((right - left + bottom - top) / 2);
  const framed = similarityAround([(left + right) / 2, (top + bottom) / 2], [x + shift[0], y + shift[1]], scale, rotation);
  return mirrored ? composeTransforms(framed, [-1, 0, FACE_SIDE - 1, 0, 1, 0]) : framed;
}

/** Points of the 128×128 picture in pixels of a map of it with `side` pixels. */
export function pointsInMap(points: readonly Point[], side: number): Point[] {
  const scale = side / FACE_SIDE;
  return points.map(([x, y]) => [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5]);
}
