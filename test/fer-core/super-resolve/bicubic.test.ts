import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { applyMatrices, bicubicResize, photoOf } from '../../../packages/fer-core/src/super-resolve/bicubic';
import { waves } from './pictures';

describe('bicubicResize', () => {
  it('keeps a flat picture flat, and a picture of its own size as it is', () => {
    const flat = { width: 5, height: 7, pixels: new Uint8Array(105).fill(90) };
    expect([...bicubicResize(flat, 11, 3).pixels]).toEqual(Array(99).fill(90));
    expect(bicubicResize(waves(9, 6), 9, 6)).toEqual(waves(9, 6));
  });

  it('treats width and height by their own numbers', () => {
    const { width, height, pixels } = bicubicResize(waves(12, 8), 6, 16);
    expect([width, height, pixels.length]).toEqual([6, 16, 6 * 16 * 3]);
  });
});

describe('applyMatrices', () => {
  it('multiplies each channel from above and from the side', () => {
    const photo = { width: 2, height: 1, pixels: [1, 2, 3, 10, 20, 30] };
    expect([...applyMatrices(photo, new Matrix([[1], [2]]), new Matrix([[1, 1]]))]).toEqual([11, 22, 33, 22, 44, 66]);
  });

  it('refuses matrices of another size', () => {
    expect(() => applyMatrices({ width: 2, height: 1, pixels: [] }, Matrix.eye(2), Matrix.eye(2))).toThrow('applyMatrices: expected matrices for 2×1 pixels, got 2×2');
  });
});

it('photoOf rounds and clips', () => {
  expect([...photoOf([-3, 1.5, 300], 1, 1).pixels]).toEqual([0, 2, 255]);
});
