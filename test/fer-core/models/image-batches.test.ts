import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageBatches } from '../../../packages/fer-core/src/models/image-batches';

const sizesOf = (total: number, sizes: [number, ...number[]]): number[] => [...imageBatches(total, sizes)].map(({ size }) => size);

describe('imageBatches', () => {
  it('takes the larger function where more than half of it is filled', () => {
    expect(sizesOf(1, [2, 8, 128])).toEqual([2]);
    expect(sizesOf(4, [2, 8, 128])).toEqual([2, 2]);
    expect(sizesOf(5, [2, 8, 128])).toEqual([8]);
    expect(sizesOf(20, [2, 8, 128])).toEqual([8, 8, 2, 2]);
    expect(sizesOf(65, [2, 8, 128])).toEqual([128]);
    expect(sizesOf(300, [2, 8, 128])).toEqual([128, 128, 8, 8, 8, 8, 8, 2, 2]);
    expect(sizesOf(0, [2, 8])).toEqual([]);
  });

  it('takes each image once, in order, and never more than a function holds', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }), (total, some) => {
        const sizes = some.sort((a, b) => a - b) as [number, ...number[]];
        let next = 0;
        for (const { first, count, size } of imageBatches(total, sizes)) {
          expect(first).toBe(next);
          expect(sizes).toContain(size);
          expect(count).toBeGreaterThan(0);
          expect(count).toBeLessThanOrEqual(size);
          next += count;
        }
        expect(next).toBe(total);
      }),
    );
  });
});
