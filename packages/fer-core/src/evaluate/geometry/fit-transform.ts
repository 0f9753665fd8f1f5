import type { Point } from './point';
import { InputError } from '../../input-error';
import type { PlanarTransform } from './planar-transform';

/** Points whose spread in one direction is this share of the other lie on a line as far as numbers can tell. */
const SMALLEST_SPREAD = 1e-6;

/** Means and sums of products of two lists of points, about their means. */
interface Moments {
  from: Point;
  to: Point;
  xx: number;
  xy: number;
  yy: number;
  xu: number;
  xv: number;
  yu: number;
  yv: number;
}

/**
 * The similarity (turn, uniform scale, shift; no mirroring) that takes points nearest to others in the least-squares sense
 * (Umeyama 1991, which has a closed form in the plane).
 * @throws InputError for lists of different length, fewer than two points, coordinates that are not finite, or points that all coincide
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): PlanarTransform {
  checkPairs('fitSimilarity', from, to, 2);
  const m = moments(from, to);
  const spread = m.xx + m.yy;
  if (!(spread > 0)) throw new InputError(`fitSimilarity: expected points apart from each other, got ${from.length} at one place`);
  const cos = (m.xu + m.yv) / spread;
  const sin = (m.xv - m.yu) / spread;
  if (!(Math.hypot(cos, sin) > SMALLEST_SPREAD)) throw new InputError('fitSimilarity: expected points to go to, apart from each other, got them at one place or mirrored');
  return [cos, -sin, m.to[0] - cos * m.from[0] + sin * m.from[1], sin, cos, m.to[1] - sin * m.from[0] - cos * m.from[1]];
}

/**
 * The affine map that takes points nearest to others in the least-squares sense.
 * @throws InputError for lists of different length, fewer than three points, coordinates that are not finite, or points on one line
 */
export function fitAffine(from: readonly Point[], to: readonly Point[]): PlanarTransform {
  checkPairs('fitAffine', from, to, 3);
  const m = moments(from, to);
  const determinant = m.xx * m.yy - m.xy * m.xy;
  if (!(determinant > (SMALLEST_SPREAD * (m.xx + m.yy)) ** 2)) throw new InputError(`fitAffine: expected points that span the plane, got ${from.length} on one line`);
  const a = (m.xu * m.yy - m.yu * m.xy) / determinant;
  const b = (m.yu * m.xx - m.xu * m.xy) / determinant;
  const d = (m.xv * m.yy - m.yv * m.xy) / determinant;
  const e = (m.yv * m.xx - m.xv * m.xy) / determinant;
  return [a, b, m.to[0] - a * m.from[0] - b * m.from[1], d, e, m.to[1] - d * m.from[0] - e * m.from[1]];
}

function checkPairs(name: string, from: readonly Point[], to: readonly Point[], fewest: number): void {
  if (from.length !== to.length) throw new InputError(`${name}: expected as many points to go to, got ${from.length} and ${to.length}`);
  if (from.length < fewest) throw new InputError(`${name}: expected at least ${fewest} points, got ${from.length}`);
  for (const [x, y] of [...from, ...to]) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new InputError(`${name}: expected finite coordinates, got (${x}, ${y})`);
  }
}

function moments(from: readonly Point[], to: readonly Point[]): Moments {
  const mean = (points: readonly Point[], axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const m: Moments = { from: [mean(from, 0), mean(from, 1)], to: [mean(to, 0), mean(to, 1)], xx: 0, xy: 0, yy: 0, xu: 0, xv: 0, yu: 0, yv: 0 };
  from.forEach((point, index) => {
    const [x, y] = [point[0] - m.from[0], point[1] - m.from[1]];
    const [u, v] = [to[index]![0] - m.to[0], to[index]![1] - m.to[1]];
    m.xx += x * x;
    m.xy += x * y;
    m.yy += y * y;
    m.xu += x * u;
    m.xv += x * v;
    m.yu += y * u;
    m.yv += y * v;
  });
  return m;
}
