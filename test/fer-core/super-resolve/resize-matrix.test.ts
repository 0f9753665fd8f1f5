import { describe, expect, it } from 'vitest';
import { inverseResizeMatrix, mirrored, resizeMatrix } from '../../../packages/fer-core/src/super-resolve/resize-matrix';

describe('resizeMatrix', () => {
  it('doubles with the weights of the cubic at quarters of a pixel', () => {
    // Keys' cubic at 0.25, 0.75, 1.25, 1.75: for the fifth pixel of 8, a quarter before the third of 4.
    const row = resizeMatrix(4, 8).getRow(4);
    [-0.0234375, 0.2265625, 0.8671875, -0.0703125].forEach((weight, i) => expect(row[i]).toBeCloseTo(weight, 12));
  });

  it('takes all pixels into account when it makes smaller', () => {
    const row = resizeMatrix(128, 16).getRow(8);
    expect(row.filter((weight) => weight !== 0).length).toBe(32); // four kernel units of 8 pixels
    expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('mirrors at the border, so that rows at both ends are alike', () => {
    const matrix = resizeMatrix(128, 16);
    expect(matrix.getRow(0)).toEqual(matrix.getRow(15).reverse().map((weight) => expect.closeTo(weight, 12) as number));
    expect([-1, -2, 0, 3, 4, 5, 9].map((place) => mirrored(place, 4))).toEqual([0, 1, 0, 3, 3, 2, 1]);
  });

  it('refuses sides that are no picture', () => {
    expect(() => resizeMatrix(0, 4)).toThrow('resizeMatrix: expected sides of at least 1 pixel, got 0 and 4');
  });
});

describe('inverseResizeMatrix', () => {
  it('undoes enlarging', () => {
    const identity = inverseResizeMatrix(4, 12).mmul(resizeMatrix(4, 12));
    for (let row = 0; row < 4; row++) for (let column = 0; column < 4; column++) expect(identity.get(row, column)).toBeCloseTo(row === column ? 1 : 0, 10);
  });
});
