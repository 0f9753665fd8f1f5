import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../packages/fer-core/src/evaluate/wilson-interval';

describe('wilsonInterval', () => {
  // Table I of R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3 (score, no continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %i of %i', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  it('holds the share, lies in [0, 1] and mirrors failures', () => {
    const trial = fc
      .integer({ min: 1, max: 40_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(trial, ([successes, n]) => {
        const [low, high] = wilsonInterval(successes, n);
        const [mirroredLow, mirroredHigh] = wilsonInterval(n - successes, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / n);
        expect(high).toBeGreaterThanOrEqual(successes / n);
        expect(low).toBeLessThan(high);
        expect(1 - mirroredHigh).toBeCloseTo(low, 10);
        expect(1 - mirroredLow).toBeCloseTo(high, 10);
      }),
    );
  });
});
