import { describe, expect, it } from 'vitest';
import { FrameRate } from '../../../packages/jupyter-extension/src/webcam/frame-rate';

describe('FrameRate', () => {
  it('is the mean over the last frames', () => {
    const rate = new FrameRate();
    expect(rate.note(1000)).toBeNull();
    expect(rate.note(1500)).toBe(2);
    let last: number | null = null;
    for (let frame = 1; frame <= 20; frame++) last = rate.note(1500 + 100 * frame);
    expect(last).toBeCloseTo(10);
  });
});
