import { describe, expect, it } from 'vitest';
import { twinGroups } from '../../../packages/fer-core/src/evaluate/twin-groups';

describe('twinGroups', () => {
  it('joins twins of twins', () => {
    expect(twinGroups([{ first: 0, second: 4 }, { first: 2, second: 3 }, { first: 1, second: 4 }], 6)).toEqual([[0, 1, 4], [2, 3]]);
  });
});
