import { expect, it } from 'vitest';
import { MIRRORED_POINTS, MIRROR_SHIFT } from '../../../../packages/fer-core/src/evaluate/geometry/landmark-points';
import { MEAN_FACE } from '../../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { mirrorPoints } from '../../../../packages/fer-core/src/evaluate/geometry/mirror-points';

it('points of a mirrored picture change sides and keep the shift of their annotations', () => {
  const eyes = Math.hypot(MEAN_FACE[45]![0] - MEAN_FACE[36]![0], MEAN_FACE[45]![1] - MEAN_FACE[36]![1]);
  const mirrored = mirrorPoints(MEAN_FACE, 112);
  mirrored.forEach(([x, y], point) => {
    const [from, height] = MEAN_FACE[MIRRORED_POINTS[point]!]!;
    expect(x).toBeCloseTo(111 - from + MIRROR_SHIFT * eyes, 9);
    expect(y).toBe(height);
  });
  mirrorPoints(mirrored, 112).forEach(([x, y], point) => {
    expect(x).toBeCloseTo(MEAN_FACE[point]![0], 9);
    expect(y).toBe(MEAN_FACE[point]![1]);
  });
});
