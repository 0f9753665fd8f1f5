import { describe, expect, it } from 'vitest';
import { summarizeTimings } from '../../../packages/fer-core/src/bench/statistics';

describe('summarizeTimings', () => {
  it('counts and orders numbers, not texts', () => {
    expect(summarizeTimings([100, 9, 20])).toEqual({ count: 3, median: 20, p90: 84, min: 9 });
  });
});
