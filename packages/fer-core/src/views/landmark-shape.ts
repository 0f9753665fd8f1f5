import { fitSimilarity } from '../evaluate/geometry/fit-transform';
import { LANDMARK_PARTS, OUTER_EYE_CORNERS, RIGID_POINTS } from '../evaluate/geometry/landmark-points';
import { MEAN_FACE } from '../evaluate/geometry/mean-face';
import { transformPoints } from '../evaluate/geometry/planar-transform';
import type { Point } from '../evaluate/geometry/point';

/** Whether a point lies on the jaw; all others are inner points. */
export function isContourPoint(index: number): boolean {
  return LANDMARK_PARTS.contour.includes(index);
}

/** Lines through the points, as indices; eyes and lips are closed. */
export const LANDMARK_LINES: readonly (readonly number[])[] = Object.entries(LANDMARK_PARTS).map(([part, indices]) =>
  /Eye|Lips/.test(part) ? [...indices, indices[0]!] : indices,
);

/** The mean face laid over a face by the points that expressions hardly move: what it leaves over is person and expression. */
export function meanShapeOn(points: readonly Point[]): Point[] {
  const rigid = (all: readonly Point[]): Point[] => RIGID_POINTS.map((index) => all[index]!);
  return transformPoints(fitSimilarity(rigid(MEAN_FACE), rigid(points)), MEAN_FACE);
}

/** How far found points are from the truth. */
export interface PointErrors {
  /** Distances in pixels, in the order of the points. */
  pixels: number[];
  /** Distance of the true outer eye corners in pixels: the unit of the two means. */
  unit: number;
  /** Mean over all points as a share of the unit (inter-ocular NME). */
  all: number;
  /** The same over the 51 inner points. */
  inner: number;
}

/** Measures found points against true ones, both in pixels of one picture. */
export function pointErrors(found: readonly Point[], truth: readonly Point[]): PointErrors {
  const [right, left] = OUTER_EYE_CORNERS.map((index) => truth[index]!) as [Point, Point];
  const unit = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const pixels = found.map(([x, y], index) => Math.hypot(x - truth[index]![0], y - truth[index]![1]));
  const inner = pixels.slice(LANDMARK_PARTS.contour.length);
  const mean = (distances: readonly number[]): number => distances.reduce((sum, distance) => sum + distance, 0) / distances.length / unit;
  return { pixels, unit, all: mean(pixels), inner: mean(inner) };
}
