import type { Point } from './point';

/** An affine map of the plane: (x, y) goes to (a·x + b·y + c, d·x + e·y + f). Pixel centres lie at whole numbers. */
export type PlanarTransform = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Leaves every point where it is. */
export const IDENTITY_TRANSFORM: PlanarTransform = [1, 0, 0, 0, 1, 0];

/** Where a transform takes a point. */
export function transformPoint([a, b, c, d, e, f]: PlanarTransform, [x, y]: Point): Point {
  return [a * x + b * y + c, d * x + e * y + f];
}

/** Where a transform takes each of the points. */
export function transformPoints(transform: PlanarTransform, points: readonly Point[]): Point[] {
  return points.map((point) => transformPoint(transform, point));
}

/** One transform that does `first`, then `second`. */
export function composeTransforms(first: PlanarTransform, second: PlanarTransform): PlanarTransform {
  const [a, b, c, d, e, f] = first;
  const [p, q, r, s, t, u] = second;
  return [p * a + q * d, p * b + q * e, p * c + q * f + r, s * a + t * d, s * b + t * e, s * c + t * f + u];
}

/**
 * The way back.
 * @throws Error for a transform that flattens the plane
 */
export function invertTransform([a, b, c, d, e, f]: PlanarTransform): PlanarTransform {
  const determinant = a * e - b * d;
  if (!Number.isFinite(1 / determinant)) throw new Error(`invertTransform: expected a transform that can be undone, got determinant ${determinant}`);
  const [p, q, s, t] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [p, q, -(p * c + q * f), s, t, -(s * c + t * f)];
}

/** How many times longer lengths become, as the square root of the change of areas. */
export function transformScale([a, b, , d, e]: PlanarTransform): number {
  return Math.sqrt(Math.abs(a * e - b * d));
}

/**
 * Turns by `angle` (from the x axis towards the y axis, in radians), scales and moves `from` onto `to`.
 */
export function similarityAround(from: Point, to: Point, scale: number, angle: number): PlanarTransform {
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return [cos, -sin, to[0] - cos * from[0] + sin * from[1], sin, cos, to[1] - sin * from[0] - cos * from[1]];
}
