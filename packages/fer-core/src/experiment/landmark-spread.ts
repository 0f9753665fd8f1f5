import { alignFace, type Alignment } from '../align/align-face';
import type { Point } from '../evaluate/geometry/point';
import { OUTER_EYE_CORNERS } from '../evaluate/geometry/landmark-points';
import { MEAN_FACE } from '../evaluate/geometry/mean-face';
import { transformPoints } from '../evaluate/geometry/planar-transform';
import type { Photo } from '../photos/photo';

/** A face with the points that alignment goes by and the true ones. */
export interface SpreadFace {
  readonly photo: Photo;
  readonly found: readonly Point[];
  readonly truth: readonly Point[];
}

/** The true points of each face where alignment by the found ones puts them, in pixels of the mean face's picture. */
export function alignedTruth(faces: readonly SpreadFace[], alignment: Alignment): Point[][] {
  return faces.map(({ photo, found, truth }) => transformPoints(alignFace(photo, found, { alignment, channels: 1 }).transform, truth));
}

/**
 * How far the points of aligned faces lie apart: root of the mean squared distance of each point from its mean over the faces,
 * as a share of the mean face's distance of the outer eye corners. 0 would be faces that lie exactly alike. It needs no label of the expression.
 * @param faces where alignment puts their points
 * @param chosen indices of the faces to take, with repetitions
 * @param which indices of the points
 */
export function landmarkSpread(faces: readonly (readonly Point[])[], chosen: ArrayLike<number>, which: readonly number[]): number {
  let squares = 0;
  for (const point of which) {
    let [sumX, sumY, sumSquares] = [0, 0, 0];
    for (let i = 0; i < chosen.length; i++) {
      const [x, y] = faces[chosen[i]][point];
      sumX += x;
      sumY += y;
      sumSquares += x * x + y * y;
    }
    squares += sumSquares / chosen.length - (sumX / chosen.length) ** 2 - (sumY / chosen.length) ** 2;
  }
  return Math.sqrt(Math.max(0, squares) / which.length) / EYE_DISTANCE;
}

const [RIGHT, LEFT] = OUTER_EYE_CORNERS.map((index) => MEAN_FACE[index]);
const EYE_DISTANCE = Math.hypot(RIGHT[0] - LEFT[0], RIGHT[1] - LEFT[1]);

/** Alignments in the order of the paper: none, five-point, 68-point. */
export const SPREAD_ALIGNMENTS: readonly Alignment[] = ['none', 'similarity5', 'similarity68', 'affine68'];
