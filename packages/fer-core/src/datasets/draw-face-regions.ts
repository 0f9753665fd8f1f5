import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import { faceRegion, type FaceRegion } from './face-regions';

/** Height of a brow as a share of the distance of the outer eye corners; the points lie on its upper edge. */
const BROW_HEIGHT = 0.1;
/** From the root of the nose to the hair line as a share of the way from there to the chin. */
const FOREHEAD = 0.5;

/**
 * Draws the regions that 68 points enclose. The points say nothing of the forehead: half an ellipse stands for it.
 * @param points iBUG/300-W order, (x, y) in pixels of the map
 * @returns uint8 [side, side]; values index `FACE_REGIONS`
 * @throws InputError for other than 68 points
 */
export function drawFaceRegions(points: readonly Point[], side: number): Uint8Array {
  if (points.length !== 68) throw new InputError(`drawFaceRegions: expected 68 points, got ${points.length}`);
  const map = new Uint8Array(side * side);
  const at = (...indices: number[]): Point[] => indices.map((index) => points[index]!);
  const run = (first: number, last: number): Point[] => points.slice(first, last + 1);
  const fill = (region: FaceRegion, polygon: readonly Point[]): void => fillPolygon(map, side, polygon, faceRegion(region));
  fill('skin', [...run(0, 16), ...forehead(points)]);
  fill('nose', at(27, 31, 32, 33, 34, 35));
  const [down, height] = brows(points);
  for (const [region, edge] of [['rightBrow', run(17, 21)], ['leftBrow', run(22, 26)]] as const) {
    fill(region, [...edge, ...edge.map(([x, y]): Point => [x + down[0] * height, y + down[1] * height]).reverse()]);
  }
  fill('rightEye', run(36, 41));
  fill('leftEye', run(42, 47));
  fill('upperLip', [...run(48, 54), ...at(64, 63, 62, 61, 60)]);
  fill('lowerLip', [...run(54, 59), ...at(48, 60, 67, 66, 65, 64)]);
  fill('mouthInterior', run(60, 67));
  return map;
}

/** From the subject's left temple over the forehead to the right one. */
function forehead(points: readonly Point[]): Point[] {
  const [right, left, root, chin] = [points[0]!, points[16]!, points[27]!, points[8]!];
  const centre: Point = [(right[0] + left[0]) / 2, (right[1] + left[1]) / 2];
  const top: Point = [root[0] + FOREHEAD * (root[0] - chin[0]), root[1] + FOREHEAD * (root[1] - chin[1])];
  const [across, up] = [[left[0] - centre[0], left[1] - centre[1]], [top[0] - centre[0], top[1] - centre[1]]] as const;
  return Array.from({ length: 11 }, (_, step) => {
    const angle = (Math.PI * (step + 1)) / 12;
    return [centre[0] + Math.cos(angle) * across[0] + Math.sin(angle) * up[0], centre[1] + Math.cos(angle) * across[1] + Math.sin(angle) * up[1]] as const;
  });
}

/** The direction down the face, and a brow's height in pixels. */
function brows(points: readonly Point[]): [Point, number] {
  const [right, left] = [points[36]!, points[45]!];
  const eyes: Point = [left[0] - right[0], left[1] - right[1]];
  const length = Math.hypot(...eyes) || 1;
  return [[-eyes[1] / length, eyes[0] / length], BROW_HEIGHT * length];
}

/** Fills the pixels whose centres lie inside a closed polygon (even-odd rule). */
function fillPolygon(map: Uint8Array, side: number, polygon: readonly Point[], value: number): void {
  const heights = polygon.map(([, y]) => y);
  const [first, last] = [Math.max(0, Math.ceil(Math.min(...heights))), Math.min(side - 1, Math.floor(Math.max(...heights)))];
  for (let y = first; y <= last; y++) {
    const crossings: number[] = [];
    polygon.forEach(([x1, y1], i) => {
      const [x2, y2] = polygon[(i + 1) % polygon.length]!;
      if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
    });
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const [from, to] = [Math.max(0, Math.ceil(crossings[i]!)), Math.min(side - 1, Math.floor(crossings[i + 1]!))];
      for (let x = from; x <= to; x++) map[y * side + x] = value;
    }
  }
}
