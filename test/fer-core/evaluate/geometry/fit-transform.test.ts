import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitAffine, fitSimilarity } from '../../../../packages/fer-core/src/evaluate/geometry/fit-transform';
import { composeTransforms, IDENTITY_TRANSFORM, invertTransform, similarityAround, transformPoint, transformPoints, transformScale } from '../../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import type { Point } from '../../../../packages/fer-core/src/evaluate/geometry/point';
import { InputError } from '../../../../packages/fer-core/src/input-error';

const SQUARE: Point[] = [[0, 0], [10, 0], [10, 10], [0, 10]];
const number = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

describe('planar transforms', () => {
  it('turns x towards y, scales and moves', () => {
    const transform = similarityAround([1, 1], [5, 7], 2, Math.PI / 2);
    const [x, y] = transformPoint(transform, [2, 1]);
    expect(x).toBeCloseTo(5, 12);
    expect(y).toBeCloseTo(9, 12);
    expect(transformScale(transform)).toBeCloseTo(2, 12);
  });

  it('goes there and back, and one after the other', () => {
    const [first, second] = [[2, 1, 3, 0, 1, -4], [1, -1, 0, 2, 1, 5]] as const;
    const both = composeTransforms(first, second);
    expect(transformPoint(both, [3, 4])).toEqual(transformPoint(second, transformPoint(first, [3, 4])));
    composeTransforms(both, invertTransform(both)).forEach((value, index) => expect(value).toBeCloseTo(IDENTITY_TRANSFORM[index]!, 12));
  });

  it('does not undo what flattens the plane', () => {
    expect(() => invertTransform([1, 2, 0, 2, 4, 0])).toThrow('determinant 0');
  });
});

describe('fitSimilarity', () => {
  it('finds any turn, scale and shift', () => {
    fc.assert(
      fc.property(number(-3, 3), number(0.01, 50), number(-500, 500), number(-500, 500), (angle, scale, x, y) => {
        const transform = similarityAround([4, 5], [x, y], scale, angle);
        fitSimilarity(SQUARE, transformPoints(transform, SQUARE)).forEach((value, index) => expect(value).toBeCloseTo(transform[index]!, 8));
      }),
    );
  });

  it('is the nearest in the least-squares sense: moving any of its numbers makes it worse', () => {
    const to: Point[] = [[1, 2], [12, 0], [9, 13], [-2, 9]];
    const cost = (transform: Parameters<typeof transformPoints>[0]): number =>
      transformPoints(transform, SQUARE).reduce((sum, [x, y], index) => sum + (x - to[index]![0]) ** 2 + (y - to[index]![1]) ** 2, 0);
    const [a, b, c, d, e, f] = fitSimilarity(SQUARE, to);
    expect([e, d]).toEqual([a, -b]);
    const best = cost([a, b, c, d, e, f]);
    for (const step of [-0.01, 0.01]) {
      for (const other of [[a + step, b, c, d, e + step, f], [a, b - step, c, d + step, e, f], [a, b, c + step, d, e, f], [a, b, c, d, e, f + step]] as const) {
        expect(cost(other)).toBeGreaterThan(best);
      }
    }
  });

  it.each<[string, Point[], Point[], string]>([
    ['different numbers', SQUARE, SQUARE.slice(1), 'got 4 and 3'],
    ['one point', [[1, 2]], [[3, 4]], 'at least 2 points, got 1'],
    ['points at one place', [[1, 2], [1, 2]], SQUARE.slice(2), 'at one place'],
    ['targets at one place', SQUARE.slice(2), [[1, 2], [1, 2]], 'at one place'],
    ['NaN', [[NaN, 2], [1, 2]], SQUARE.slice(2), 'got (NaN, 2)'],
  ])('refuses %s', (_, from, to, message) => {
    expect(() => fitSimilarity(from, to)).toThrow(InputError);
    expect(() => fitSimilarity(from, to)).toThrow(message);
  });
});

describe('fitAffine', () => {
  it('finds any affine map', () => {
    const transform = [1.2, 0.3, -7, -0.1, 0.8, 40] as const;
    const from: Point[] = [...SQUARE, [3, 8], [5, 1]];
    fitAffine(from, transformPoints(transform, from)).forEach((value, index) => expect(value).toBeCloseTo(transform[index]!, 10));
  });

  it('refuses points on one line and too few', () => {
    expect(() => fitAffine([[0, 0], [1, 1], [2, 2]], SQUARE.slice(1))).toThrow('3 on one line');
    expect(() => fitAffine([[0, 0], [1, 1]], SQUARE.slice(2))).toThrow('at least 3 points, got 2');
  });
});
