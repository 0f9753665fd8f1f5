import type { Point } from '../evaluate/geometry/point';
import { INNER_POINTS, OUTER_EYE_CORNERS } from '../evaluate/geometry/landmark-points';

/** How far found points are from the true ones. */
export interface LandmarkError {
  /** Mean distance of all 68 points as a share of the distance of the outer eye corners (inter-ocular NME). */
  readonly all: number;
  /** The same for the 51 inner points. */
  readonly inner: number;
}

/** The error of one face. Both lists hold the 68 points in pixels of one picture. */
export function landmarkError(found: readonly Point[], truth: readonly Point[]): LandmarkError {
  const [right, left] = OUTER_EYE_CORNERS.map((index) => truth[index]!) as [Point, Point];
  const unit = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const distances = truth.map(([x, y], index) => Math.hypot(found[index]![0] - x, found[index]![1] - y) / unit);
  const mean = (indices: readonly number[]): number => indices.reduce((sum, index) => sum + distances[index]!, 0) / indices.length;
  return { all: mean(truth.map((_, index) => index)), inner: mean(INNER_POINTS) };
}

/** Errors of many faces together. */
export interface LandmarkErrorSummary extends LandmarkError {
  /** Faces. */
  readonly n: number;
  /** Share of the faces with an error above a tenth (300-W), missed faces among them. */
  readonly failures: number;
  /** Faces without points; they do not count into the means. */
  readonly missed: number;
}

/** The error at which a face counts as missed, as a share of the eye distance (300-W). */
export const FAILURE = 0.1;

/** @param errors null for a face that was not found */
export function summarizeLandmarkErrors(errors: readonly (LandmarkError | null)[]): LandmarkErrorSummary {
  const found = errors.filter((error) => error !== null);
  const mean = (key: keyof LandmarkError): number => found.reduce((sum, error) => sum + error[key], 0) / found.length;
  const failed = found.filter(({ all }) => all > FAILURE).length + errors.length - found.length;
  return { n: errors.length, all: mean('all'), inner: mean('inner'), failures: failed / errors.length, missed: errors.length - found.length };
}
