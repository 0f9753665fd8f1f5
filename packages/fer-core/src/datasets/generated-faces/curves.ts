import type { Path } from './canvas';

export type Point = readonly [x: number, y: number];

const STEPS = 5;

/** A smooth open curve through the points (Catmull-Rom), both ends included. */
export function curveThrough(points: readonly Point[]): Point[] {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))];
  const curve: Point[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    for (let step = 0; step < STEPS; step++) curve.push(between(at(i - 1), at(i), at(i + 1), at(i + 2), step / STEPS));
  }
  curve.push(points[points.length - 1]);
  return curve;
}

/** A smooth closed curve through the points. */
export function ringThrough(points: readonly Point[]): Point[] {
  const at = (i: number) => points[(i + points.length) % points.length];
  return points.flatMap((_, i) => Array.from({ length: STEPS }, (__, step) => between(at(i - 1), at(i), at(i + 1), at(i + 2), step / STEPS)));
}

/** The area of a pen drawn along a curve; `width` may differ from start over middle to end. */
export function stroke(curve: readonly Point[], start: number, middle = start, end = start): Path {
  const left: number[] = [];
  const right: number[] = [];
  curve.forEach(([x, y], i) => {
    const [fromX, fromY] = curve[Math.max(0, i - 1)];
    const [toX, toY] = curve[Math.min(curve.length - 1, i + 1)];
    const length = Math.hypot(toX - fromX, toY - fromY) || 1;
    const along = i / (curve.length - 1);
    const width = along < 0.5 ? start + (middle - start) * along * 2 : middle + (end - middle) * (along - 0.5) * 2;
    const dx = ((toY - fromY) / length) * width * 0.5;
    const dy = ((fromX - toX) / length) * width * 0.5;
    left.push(x + dx, y + dy);
    right.unshift(x - dx, y - dy);
  });
  return [...left, ...right];
}

export function ellipse([x, y]: Point, radiusX: number, radiusY = radiusX): Path {
  const path: number[] = [];
  for (let i = 0; i < 20; i++) {
    const angle = (i / 20) * 2 * Math.PI;
    path.push(x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle));
  }
  return path;
}

function between(before: Point, a: Point, b: Point, after: Point, t: number): Point {
  const one = (p: number, q: number, r: number, s: number) =>
    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
  return [one(before[0], a[0], b[0], after[0]), one(before[1], a[1], b[1], after[1])];
}
