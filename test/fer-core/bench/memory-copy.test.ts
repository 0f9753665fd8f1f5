import { describe, expect, it } from 'vitest';
import { copiedBytes, MemoryCopy } from '../../../packages/fer-core/src/bench/memory-copy';

describe('MemoryCopy', () => {
  it('copies in as many threads as asked, round after round, and ends them', async () => {
    const copy = new MemoryCopy(2);
    expect([copy.round(), copy.round(), copy.round()]).toEqual([1, 1, 1]);
    expect(copy.copied()).toBe(true);
    await copy.dispose();
  });

  it('counts bytes read and written by all threads', () => {
    expect(copiedBytes(2)).toBe(2 * copiedBytes(1));
    expect(copiedBytes(1)).toBe(2 * 128 * 2 ** 20);
  });
});
