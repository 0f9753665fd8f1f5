import { MIRRORED_POINTS, MIRROR_SHIFT, OUTER_EYE_CORNERS } from './landmark-points';
import type { Point } from './point';

/**
 * The 68 points of a face where 300-W would have them in the mirrored picture (see `MIRROR_SHIFT`). Twice is as never.
 * @param width of the picture in pixels
 */
export function mirrorPoints(points: readonly Point[], width: number): Point[] {
  const [[x0, y0], [x1, y1]] = OUTER_EYE_CORNERS.map((index) => points[index]!) as [Point, Point];
  const shift = MIRROR_SHIFT * Math.hypot(x1 - x0, y1 - y0);
  return MIRRORED_POINTS.map((index): Point => [width - 1 - points[index]![0] + shift, points[index]![1]]);
}
