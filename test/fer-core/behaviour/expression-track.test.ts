import { describe, expect, it } from 'vitest';
import { ExpressionSmoother } from '../../../packages/fer-core/src/behaviour/expression-smoother';
import { ExpressionTrack } from '../../../packages/fer-core/src/behaviour/expression-track';

describe('ExpressionSmoother', () => {
  it('goes the way of 1 − 1/e in one time constant, however many frames there are on it', () => {
    const once = new ExpressionSmoother(0.5);
    once.next(0, [1, 0]);
    const often = new ExpressionSmoother(0.5);
    often.next(0, [1, 0]);
    for (let frame = 1; frame < 50; frame++) often.next(frame / 100, [0, 1]);
    for (const values of [once.next(0.5, [0, 1]), often.next(0.5, [0, 1])]) {
      expect(values[0]).toBeCloseTo(Math.exp(-1), 5);
      expect(values[0]! + values[1]!).toBeCloseTo(1, 6);
    }
  });

  it('takes the first values as they are, and all of them with time constant 0', () => {
    expect([...new ExpressionSmoother().next(7, [0.25, 0.75])]).toEqual([0.25, 0.75]);
    const none = new ExpressionSmoother(0);
    none.next(0, [1, 0]);
    expect([...none.next(0.01, [0, 1])]).toEqual([0, 1]);
  });
});

describe('ExpressionTrack', () => {
  it('keeps any number of frames', () => {
    const track = new ExpressionTrack(1, ['happy', 'sad'], 0);
    for (let frame = 0; frame < 1000; frame++) track.add(frame / 25, frame % 2 ? { happy: 0.75, sad: 0.25 } : { happy: 0.25, sad: 0.75 });
    expect(track.length).toBe(1000);
    expect([track.time(999), [...track.probabilities(999)], track.strongest(999)]).toEqual([39.96, [0.75, 0.25], 0]);
    expect(track.strongest(998)).toBe(1);
  });

  it('counts a frame until the next one, and not over a gap', () => {
    const track = new ExpressionTrack(1, ['happy'], 0);
    for (const time of [0, 0.1, 0.3, 9, 9.1]) track.add(time, { happy: 1 });
    const durations = [0, 1, 2, 3, 4].map((index) => track.duration(index));
    [0.1, 0.2, 0.2, 0.1, 0.1].forEach((expected, index) => expect(durations[index]).toBeCloseTo(expected, 9));
  });
});
