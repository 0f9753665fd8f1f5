import { describe, expect, it } from 'vitest';
import type { Box } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { boxAroundPoints, measureDetection } from '../../../packages/fer-core/src/detect/measure-detection';
import { wilsonInterval } from '../../../packages/fer-core/src/evaluate/wilson-interval';

const box = (left: number, size = 10): Box => [left, 0, left + size, size];

describe('measureDetection', () => {
  it('counts hits and false alarms over photos', () => {
    const measure = measureDetection([
      { found: [box(1), box(50)], truth: [box(0)] }, // a hit and a false alarm
      { found: [], truth: [box(0)] }, // a miss
      { found: [box(0), box(20)], truth: [box(0), box(20)] },
      { found: [], truth: [] },
    ]);
    expect(measure).toEqual({
      photos: 4,
      faces: 4,
      hits: 3,
      recall: 0.75,
      recallInterval: wilsonInterval(3, 4),
      falseAlarms: 1,
      falseAlarmsPerPhoto: 0.25,
    });
  });

  it('takes an overlap of 0.4, or what is asked for, as a hit', () => {
    const shifted = { found: [box(4)], truth: [box(0)] }; // 60 of 140
    expect(measureDetection([shifted]).hits).toBe(1);
    expect(measureDetection([shifted], 0.5)).toMatchObject({ hits: 0, falseAlarms: 1 });
    expect(measureDetection([{ found: [box(5)], truth: [box(0)] }]).hits).toBe(0); // 50 of 150
  });

  it('counts a second box on a face as a false alarm, and gives a face the better box', () => {
    expect(measureDetection([{ found: [box(0), box(1)], truth: [box(0)] }])).toMatchObject({ hits: 1, falseAlarms: 1 });
    // The first box overlaps both faces, the second only the left one: both faces are hit.
    expect(measureDetection([{ found: [box(3), box(0)], truth: [box(0), box(6)] }])).toMatchObject({ hits: 2, falseAlarms: 0 });
  });

  it('neither counts nor blames further faces', () => {
    const found = [box(0), box(30), box(60)];
    expect(measureDetection([{ found, truth: [box(0)], further: [box(31), box(90)] }])).toMatchObject({ faces: 1, hits: 1, falseAlarms: 1 });
  });

  it('has nothing to say without faces', () => {
    expect(() => measureDetection([{ found: [box(0)], truth: [] }])).toThrow('measureDetection: expected at least one face to be found, got none');
  });
});

describe('boxAroundPoints', () => {
  it('is the tight box, enlarged about its centre', () => {
    expect(boxAroundPoints([[10, 20], [30, 60], [20, 30]], 1)).toEqual([10, 20, 30, 60]);
    expect(boxAroundPoints([[10, 20], [30, 60], [20, 30]])).toEqual([8, 16, 32, 64]);
  });
});
