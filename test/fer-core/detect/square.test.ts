import { describe, expect, it } from 'vitest';
import { drawSquare, squareAround, type Square } from '../../../packages/fer-core/src/detect/square';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { noOwnOperations, withOperations } from '../backend/own-operations';

/** A photo whose red channel is `value(x, y)`; green is 255 - red, blue 7. */
function photoOf(width: number, height: number, value: (x: number, y: number) => number): Photo {
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set([value(x, y), 255 - value(x, y), 7], 3 * (y * width + x));
  return { width, height, pixels };
}

function draw(photo: Photo, square: Square, size: number): { red: number[]; green: number[]; blue: number[] } {
  const target = new Uint8Array(3 * size * size);
  drawSquare(photo, square, size, target);
  const channel = (offset: number): number[] => Array.from({ length: size * size }, (_, i) => target[3 * i + offset]!);
  return { red: channel(0), green: channel(1), blue: channel(2) };
}

describe('squareAround', () => {
  it('puts the photo in the middle', () => {
    expect(squareAround({ width: 10, height: 4, pixels: new Uint8Array(120) })).toEqual({ left: 0, top: -3, side: 10 });
    expect(squareAround({ width: 3, height: 9, pixels: new Uint8Array(81) })).toEqual({ left: -3, top: 0, side: 9 });
  });
});

describe('drawSquare', () => {
  it('copies a square of the size asked for', () => {
    const { red, green, blue } = draw(photoOf(4, 4, (x, y) => 10 * y + x), { left: 1, top: 2, side: 2 }, 2);
    expect(red).toEqual([21, 22, 31, 32]);
    expect(green).toEqual([234, 233, 224, 223]);
    expect(blue).toEqual([7, 7, 7, 7]);
  });

  it('averages what shrinks', () => {
    // Each new pixel is the mean of 2×2.
    const { red } = draw(photoOf(4, 4, (x, y) => 10 * y + x), { left: 0, top: 0, side: 4 }, 2);
    expect(red).toEqual([6, 8, 26, 28]); // 5.5, 7.5, 25.5, 27.5 rounded up
    // Black and white dots become gray: the mean of 9 samples of either.
    const dots = draw(photoOf(64, 64, (x, y) => 255 * (((x * 7919 + y * 104_729) >> 3) % 2)), { left: 0, top: 0, side: 64 }, 8);
    dots.red.forEach((value) => expect(Math.abs(value - 127.5)).toBeLessThan(127.5));
  });

  it('interpolates what grows', () => {
    const { red } = draw(photoOf(2, 1, (x) => 100 * x), { left: 0, top: -0.5, side: 2 }, 4);
    // Centres at -0.25, 0.25, 0.75, 1.25 along x: beyond the photo there is black.
    expect(red.slice(4, 8)).toEqual([0, 25, 75, 75].map((value) => Math.round(value * 0.75)));
  });

  it('is black beyond the photo', () => {
    const photo = photoOf(8, 4, () => 200);
    const { red, blue } = draw(photo, squareAround(photo), 4);
    expect(red).toEqual([0, 0, 0, 0, 200, 200, 200, 200, 200, 200, 200, 200, 0, 0, 0, 0]);
    expect(blue.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(draw(photo, { left: 100, top: 100, side: 8 }, 2).red).toEqual([0, 0, 0, 0]);
  });

  it('shrinks a photo of any size by even samples', () => {
    const { red } = draw(photoOf(1000, 1000, (x) => (x < 500 ? 0 : 250)), { left: 0, top: 0, side: 1000 }, 4);
    expect(red.slice(0, 4)).toEqual([0, 0, 250, 250]);
    const ramp = draw(photoOf(512, 512, (x) => x / 2), { left: 0, top: 0, side: 512 }, 8);
    ramp.red.slice(0, 8).forEach((value, i) => expect(Math.abs(value - (16 + 32 * i))).toBeLessThanOrEqual(1));
  });
});

describe.skipIf(await noOwnOperations())('drawSquare in our own library', () => {
  it.each<[string, Square]>([
    ['a whole photo, reduced a little', { left: 0, top: -12.5, side: 141 }],
    ['reduced', { left: -20.25, top: 3, side: 160.5 }],
    ['much reduced', { left: -300, top: -200, side: 900 }],
    ['enlarged', { left: 20.3, top: 40.7, side: 22.2 }],
    ['enlarged over the border', { left: 120, top: 100, side: 40 }],
  ])('draws bit for bit as TypeScript does: %s', (_, square) => {
    const photo = { width: 141, height: 116, pixels: Uint8Array.from({ length: 141 * 116 * 3 }, (__, i) => (i * 7919) % 253) };
    expect(withOperations('own', () => draw(photo, square, 64))).toEqual(withOperations('stock', () => draw(photo, square, 64)));
  });
});
