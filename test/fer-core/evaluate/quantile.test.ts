import { describe, expect, it } from 'vitest';
import { quantile } from '../../../packages/fer-core/src/evaluate/quantile';

describe('quantile', () => {
  // Golden values: numpy.quantile of the same lists.
  it.each([
    [[7], 0.9, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[10, 20, 30, 40, 50], 0.9, 46],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9, 10],
    [[5, 9], 0, 5],
    [[5, 9], 1, 9],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(quantile(values, share)).toBeCloseTo(expected, 12);
  });

  it('leaves its values as they are and refuses none', () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
    expect(() => quantile([], 0.5)).toThrow('quantile: expected at least one value, got none');
  });
});
