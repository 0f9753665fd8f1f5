import { describe, expect, it } from 'vitest';
import { holmAdjusted, mcNemarTest } from '../../../packages/fer-core/src/compare/mcnemar';
import golden from './statsmodels-golden.json';

describe('mcNemarTest', () => {
  it.each(golden.mcnemar)('agrees with statsmodels for $onlyFirst against $onlySecond', ({ onlyFirst, onlySecond, exact, statistic, p }) => {
    const test = mcNemarTest(onlyFirst, onlySecond);
    expect(test.method).toBe(exact ? 'exact binomial' : 'chi-square with continuity correction');
    expect(test.statistic).toBeCloseTo(statistic, 12);
    expect(test.p).toBeCloseTo(Math.max(p, 1e-10), 10);
  });

  it('does not care which is first', () => {
    expect(mcNemarTest(3, 11).p).toBe(mcNemarTest(11, 3).p);
    expect(mcNemarTest(60, 40).p).toBe(mcNemarTest(40, 60).p);
  });

  it('never says that chance is impossible', () => {
    expect(mcNemarTest(0, 3000).p).toBe(1e-10);
  });

  it.each([[-1, 2], [1.5, 2], [2, NaN]])('refuses %s and %s', (onlyFirst, onlySecond) => {
    expect(() => mcNemarTest(onlyFirst, onlySecond)).toThrow('mcNemarTest: expected counts of images, got');
  });
});

describe('holmAdjusted', () => {
  it('agrees with statsmodels', () => {
    holmAdjusted(golden.holm.p).forEach((adjusted, i) => expect(adjusted).toBeCloseTo(golden.holm.adjusted[i]!, 12));
  });

  it('leaves a single test alone', () => {
    expect(holmAdjusted([0.03])).toEqual([0.03]);
    expect(holmAdjusted([])).toEqual([]);
  });
});
