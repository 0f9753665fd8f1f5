import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { transformPoints } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import type { Point } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { frameFace, pointsInMap, USUAL_FRAMING, type FaceFraming } from '../../../packages/fer-core/src/super-resolve/face-framing';

const box = (points: readonly Point[]): { side: number; x: number; y: number } => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { side: (right - left + bottom - top) / 2, x: (left + right) / 2, y: (top + bottom) / 2 };
};
const framed = (changes: Partial<FaceFraming> = {}): Point[] => transformPoints(frameFace(MEAN_FACE, { ...USUAL_FRAMING, ...changes }), MEAN_FACE);

describe('frameFace', () => {
  it('places the box of the points as the official CelebA pairs have it', () => {
    const { side, x, y } = box(framed());
    expect([side, x, y]).toEqual([expect.closeTo(65, 6), expect.closeTo(63.5, 6), expect.closeTo(84, 6)]);
  });

  it('obeys side, shift, rotation and mirroring', () => {
    expect(box(framed({ side: 80 }))).toMatchObject({ side: expect.closeTo(80, 6) as number, y: expect.closeTo(84 - 0.54 * 15, 6) as number });
    expect(box(framed({ shift: [3, -5] }))).toMatchObject({ x: expect.closeTo(66.5, 6) as number, y: expect.closeTo(79, 6) as number });
    const [plain, turned, mirrored] = [framed(), framed({ rotation: 0.3 }), framed({ mirrored: true })];
    const slope = (points: Point[]): number => Math.atan2(points[45]![1] - points[36]![1], points[45]![0] - points[36]![0]);
    expect(slope(turned) - slope(plain)).toBeCloseTo(0.3, 6);
    mirrored.forEach(([x], i) => expect(x).toBeCloseTo(127 - plain[i]![0], 6));
  });
});

it('pointsInMap keeps pixel centres', () => {
  expect(pointsInMap([[-0.5, 127.5], [0, 0]], 32)).toEqual([[-0.5, 31.5], [-0.375, -0.375]]);
});
