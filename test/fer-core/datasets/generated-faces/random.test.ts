import { expect, it } from 'vitest';
import { mixBits, Random } from '../../../../packages/fer-core/src/datasets/generated-faces/random';

const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

it('repeats itself for a seed and differs for another', () => {
  const draw = (seed: number) => {
    const random = new Random(seed);
    return many(20, () => random.between(0, 1));
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
});

it('draws evenly between two numbers', () => {
  const random = new Random(1);
  const values = many(20_000, () => random.between(-2, 4));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
  expect(Math.max(...values)).toBeLessThan(4);
  expect(values.reduce((sum, value) => sum + value) / values.length).toBeCloseTo(1, 1);
});

it.each(['bell', 'quickBell'] as const)('%s has mean 0, the deviation asked for, and ends', (name) => {
  const random = new Random(2);
  const values = many(40_000, () => random[name](2));
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(7);
});

it('picks every entry and is true as often as asked', () => {
  const random = new Random(3);
  expect(new Set(many(100, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']));
  expect(many(10_000, () => random.chance(0.2)).filter(Boolean).length / 10_000).toBeCloseTo(0.2, 1);
});

it('mixes bits without losing a number', () => {
  expect(
    new Set(
      many(
        20_000,
        (
          (n) => () =>
            mixBits(n++)
        )(-10_000),
      ),
    ).size,
  ).toBe(20_000);
});
