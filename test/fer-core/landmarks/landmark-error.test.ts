import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import type { Point } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { landmarkError, summarizeLandmarkErrors } from '../../../packages/fer-core/src/landmarks/landmark-error';

/** Outer eye corners 50 pixels apart; everything else at (0, 0). */
const FACE: Point[] = MEAN_FACE.map((_, index) => (index === 36 ? [10, 0] : index === 45 ? [40, 40] : [0, 0]));

describe('landmarkError', () => {
  it('is the mean distance over the distance of the outer eye corners', () => {
    const aside = FACE.map(([x, y]): Point => [x + 3, y - 4]);
    expect(landmarkError(aside, FACE)).toEqual({ all: expect.closeTo(0.1, 12), inner: expect.closeTo(0.1, 12) });
  });

  it('tells the inner points from the contour', () => {
    const jaw = FACE.map(([x, y], index): Point => (index < 17 ? [x + 50, y] : [x, y]));
    expect(landmarkError(jaw, FACE)).toEqual({ all: expect.closeTo(17 / 68, 12), inner: 0 });
  });
});

it('summarizes faces: means over those found, failures and missed ones over all', () => {
  const errors = [{ all: 0.02, inner: 0.01 }, { all: 0.2, inner: 0.05 }, null, { all: 0.05, inner: 0.03 }];
  expect(summarizeLandmarkErrors(errors)).toEqual({ n: 4, all: expect.closeTo(0.09, 12), inner: expect.closeTo(0.03, 12), failures: 0.5, missed: 1 });
});
