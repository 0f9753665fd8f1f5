import type { Point } from '../evaluate/geometry/point';
import { FACE_SIDE } from './degrade';

/** A point is the centre of gravity of what its heat map has within so many pixels of the map around the highest one. */
const NEIGHBOURHOOD = 2;

/**
 * Reads landmarks from heat maps.
 * @param heatmaps [side, side, count]
 * @returns `count` points in pixels of the 128×128 picture
 */
export function pointsOfHeatmaps(heatmaps: Float32Array, side: number): Point[] {
  const count = heatmaps.length / (side * side);
  const scale = FACE_SIDE / side;
  return Array.from({ length: count }, (_, point) => {
    const [x, y] = hill(heatmaps, side, count, point);
    return [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5] as const;
  });
}

function hill(heatmaps: Float32Array, side: number, count: number, point: number): Point {
  const at = (x: number, y: number): number => heatmaps[(y * side + x) * count + point]!;
  let top = 0;
  for (let place = 1; place < side * side; place++) if (heatmaps[place * count + point]! > heatmaps[top * count + point]!) top = place;
  const [column, row] = [top % side, Math.floor(top / side)];
  let [sum, x, y] = [0, 0, 0];
  for (let v = Math.max(0, row - NEIGHBOURHOOD); v <= Math.min(side - 1, row + NEIGHBOURHOOD); v++) {
    for (let u = Math.max(0, column - NEIGHBOURHOOD); u <= Math.min(side - 1, column + NEIGHBOURHOOD); u++) {
      const weight = Math.max(0, at(u, v));
      sum += weight;
      x += weight * u;
      y += weight * v;
    }
  }
  return sum > 0 ? [x / sum, y / sum] : [column, row];
}

/**
 * The region that each pixel most probably belongs to.
 * @param parsing [side, side, regions]
 * @returns uint8 [side, side], indices of `FACE_REGIONS`
 */
export function regionsOfParsing(parsing: Float32Array, side: number): Uint8Array {
  const count = parsing.length / (side * side);
  return Uint8Array.from({ length: side * side }, (_, pixel) => {
    let best = 0;
    for (let region = 1; region < count; region++) if (parsing[pixel * count + region]! > parsing[pixel * count + best]!) best = region;
    return best;
  });
}
