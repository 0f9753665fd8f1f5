import { expect, it } from 'vitest';
import { ssim } from '../../../packages/fer-core/src/evaluate/ssim';

const flat = (level: number): number[] => Array<number>(121).fill(level);

it('compares only the means of flat pictures', () => {
  const c1 = (0.01 * 255) ** 2;
  expect(ssim(flat(100), flat(50), 11, 11)).toBeCloseTo((2 * 100 * 50 + c1) / (100 ** 2 + 50 ** 2 + c1), 9);
});

it('refuses pictures smaller than its window, and of another size', () => {
  expect(() => ssim([1], [1], 1, 1)).toThrow('ssim: expected two pictures of 1×1 and at least 11 pixels a side');
  expect(() => ssim(flat(1), flat(1), 11, 12)).toThrow('ssim: expected two pictures of 11×12');
});
