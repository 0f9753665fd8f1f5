import { describe, expect, it } from 'vitest';
import { enlargeMap, heatColor, heatMap, paintHeat } from '../../../packages/fer-core/src/evaluate/heat-map';

describe('enlargeMap', () => {
  it('is bilinear between the centres of the places, and repeats the outer ones', () => {
    // As cv2.resize([[0, 4], [8, 12]], (4, 4)): centres at −0.25, 0.25, 0.75 and 1.25.
    expect([...enlargeMap([0, 4, 8, 12], { height: 2, width: 2 }, { height: 4, width: 4 })]).toEqual([
      0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12,
    ]);
  });

  it('leaves a map of the same size as it is, and takes other than squares', () => {
    expect([...enlargeMap([1, 2, 3, 4, 5, 6], { height: 2, width: 3 }, { height: 2, width: 3 })]).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect([...enlargeMap([1, 5], { height: 1, width: 2 }, { height: 2, width: 4 })]).toEqual([
      1, 2, 4, 5, 1, 2, 4, 5,
    ]);
  });
});

describe('heatMap', () => {
  it('reaches from 0 to 1, also for numbers below zero', () => {
    expect([...heatMap([-3, -1], { height: 1, width: 2 }, { height: 1, width: 4 })]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('has no heat where all places say the same', () => {
    expect([...heatMap([7, 7], { height: 1, width: 2 }, { height: 1, width: 3 })]).toEqual([0, 0, 0]);
  });
});

describe('heatColor', () => {
  it('goes from black to light yellow, always lighter', () => {
    expect(heatColor(0)).toEqual([0, 0, 4]);
    expect(heatColor(1)).toEqual([252, 255, 164]);
    expect(heatColor(2)).toEqual(heatColor(1));
    expect(heatColor(0.5)).toEqual([186, 54, 85]);
    const lightness = Array.from({ length: 21 }, (_, step) => heatColor(step / 20)).map(
      ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue,
    );
    expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
  });
});

describe('paintHeat', () => {
  it('leaves the image where there is no heat or no strength, and shows the colour where both are whole', () => {
    expect([...paintHeat([100, 200], [0, 1], 0)]).toEqual([100, 100, 100, 200, 200, 200]);
    expect([...paintHeat([100, 200], [0, 1], 1)]).toEqual([100, 100, 100, 252, 255, 164]);
    expect([...paintHeat([100, 200], [0, 1], 0.5)]).toEqual([100, 100, 100, 226, 228, 182]);
  });

  it('takes images in colour', () => {
    expect([...paintHeat([1, 2, 3, 4, 5, 6], [0, 0], 0.5)]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
