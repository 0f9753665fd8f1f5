import { describe, expect, it } from 'vitest';
import { differenceOf, largestOfMaps, type Levels, maskOf } from '../../../packages/jupyter-extension/src/pictures/picture-levels';

/** One column of pixels. */
const column = (...levels: [red: number, green: number, blue: number][]): Levels => ({
  width: 1,
  height: levels.length,
  data: Uint8ClampedArray.from(levels.flatMap((level) => [...level, 255])),
});
const gray = (...levels: number[]): Levels => column(...levels.map((level) => [level, level, level] as [number, number, number]));

describe('differenceOf', () => {
  it('is the mean distance of the channels, times the gain', () => {
    expect(differenceOf(column([10, 20, 30], [0, 0, 0]), column([13, 20, 24], [255, 255, 255]), 2)).toEqual(gray(6, 255));
    expect(differenceOf(gray(9), gray(9), 16)).toEqual(gray(0));
  });

  it('refuses pictures of other size', () => {
    expect(() => differenceOf(gray(1), gray(1, 2), 1)).toThrow('not of one size');
  });
});

describe('largestOfMaps', () => {
  it('takes the largest of the chosen maps and stretches it', () => {
    const maps = gray(10, 0, /* second map */ 0, 51, /* third */ 200, 200);
    expect(largestOfMaps(maps, 3, [0, 1])).toEqual(gray(50, 255));
    expect(largestOfMaps(maps, 3, [0])).toEqual(gray(255, 0));
  });
});

describe('maskOf', () => {
  it('is white where the index is, and nothing where it is not there', () => {
    expect(maskOf(gray(1, 2, 1), 1)).toEqual(gray(255, 0, 255));
    expect(maskOf(gray(1, 2, 1), 3)).toBeNull();
  });
});
