import { expect, it } from 'vitest';
import { psnr } from '../../../packages/fer-core/src/evaluate/psnr';

it('is 20 log10 of white over an error of one level everywhere', () => {
  expect(psnr([1, 2, 3], [2, 3, 4])).toBeCloseTo(20 * Math.log10(255), 12);
  expect(psnr([0, 255], [0, 255])).toBe(Infinity);
});

it('refuses pictures of different or no size', () => {
  expect(() => psnr([1], [1, 2])).toThrow('psnr: expected two pictures of one size, got 1 and 2 values');
  expect(() => psnr([], [])).toThrow('got 0 and 0 values');
});
