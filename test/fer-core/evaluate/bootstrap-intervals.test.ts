import { expect, it } from 'vitest';
import { bootstrapIntervals } from '../../../packages/fer-core/src/evaluate/bootstrap-intervals';
import { wilsonInterval } from '../../../packages/fer-core/src/evaluate/wilson-interval';

it('gives the same intervals again, narrower for more images', () => {
  const small = bootstrapIntervals([[30, 10], [10, 30]], ['a', 'b']);
  const large = bootstrapIntervals([[3000, 1000], [1000, 3000]], ['a', 'b']);
  expect(bootstrapIntervals([[30, 10], [10, 30]], ['a', 'b'])).toEqual(small);
  const width = ([low, high]: [number, number]): number => high - low;
  // 100 times as many images: a tenth of the width.
  expect(width(small.macroF1!) / width(large.macroF1!)).toBeGreaterThan(8);
  expect(width(small.macroF1!) / width(large.macroF1!)).toBeLessThan(12);
});

it("is near Wilson's interval where the mean over classes is a plain share", () => {
  // Equal classes and equal errors: balanced accuracy is the accuracy.
  const [low, high] = bootstrapIntervals([[320, 80], [80, 320]], ['a', 'b']).balancedAccuracy!;
  const [wilsonLow, wilsonHigh] = wilsonInterval(640, 800);
  expect(Math.abs(low - wilsonLow)).toBeLessThan(0.005);
  expect(Math.abs(high - wilsonHigh)).toBeLessThan(0.005);
});

it('is a point where nothing varies, and leaves out classes without images', () => {
  expect(bootstrapIntervals([[5, 0], [0, 0]], ['a', 'b'])).toEqual({ macroF1: [1, 1], balancedAccuracy: [1, 1] });
});
