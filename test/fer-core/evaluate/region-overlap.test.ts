import { describe, expect, it } from 'vitest';
import { regionOverlap } from '../../../packages/fer-core/src/evaluate/region-overlap';

const map = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('regionOverlap', () => {
  it('is intersection over union, region by region over all maps', () => {
    const { each, mean } = regionOverlap([map(0, 0, 1, 1), map(1, 0)], [map(0, 1, 1, 1), map(1, 1)], 3, 255);
    expect(each).toEqual([1 / 3, 3 / 5, null]);
    expect(mean).toBeCloseTo((1 / 3 + 3 / 5) / 2, 12);
  });

  it('leaves out what is unknown', () => {
    expect(regionOverlap([map(0, 1, 1)], [map(0, 255, 1)], 2, 255).each).toEqual([1, 1]);
  });

  it('refuses maps that do not fit, and nothing to count', () => {
    expect(() => regionOverlap([map(0)], [map(0, 1)], 2, 255)).toThrow('regionOverlap: expected as many maps of the same sizes, got 1 and 1');
    expect(() => regionOverlap([map(0)], [map(255)], 2, 255)).toThrow('regionOverlap: expected pixels of known regions, found none');
  });
});
