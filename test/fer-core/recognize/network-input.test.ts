import { describe, expect, it } from 'vitest';
import { alignFace } from '../../../packages/fer-core/src/align/align-face';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { resizeImages } from '../../../packages/fer-core/src/classify/resize-images';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { EXPRESSION_FRAME } from '../../../packages/fer-core/src/recognize/expression-frame';
import { framedFace, networkInput } from '../../../packages/fer-core/src/recognize/network-input';

/** 112×112 pixels, the mean face's own; red tells the column, green the row. */
const places: Photo = { width: 112, height: 112, pixels: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => [Math.floor(i / 3) % 112, Math.floor(i / 3 / 112), 0][i % 3]!) };

describe('networkInput', () => {
  it('shows 100 units of the mean face around (55.5, 63.8), as FER-2013 does', () => {
    const { size, channels, pixels } = framedFace(places, MEAN_FACE, 'similarity68', 48);
    expect([size, channels]).toEqual([48, 3]);
    const at = (x: number, y: number): number[] => [...pixels.subarray(3 * (y * 48 + x), 3 * (y * 48 + x) + 2)];
    // A pixel is 100 / 48 units; pixel (0, 0) lies 23.5 of them left of and above the middle.
    expect(at(0, 0)).toEqual([Math.round(55.5 - (23.5 * 100) / 48), Math.round(63.8 - (23.5 * 100) / 48)]);
    expect(at(40, 10)).toEqual([Math.round(55.5 + (16.5 * 100) / 48), Math.round(63.8 - (13.5 * 100) / 48)]);
  });

  it('turns colours to gray by BT.601', () => {
    const plain: Photo = { width: 112, height: 112, pixels: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => [200, 100, 50][i % 3]!) };
    const { channels, pixels } = networkInput(plain, MEAN_FACE, 'similarity68', 48);
    expect(channels).toBe(1);
    expect(new Set(pixels)).toEqual(new Set([Math.round(0.299 * 200 + 0.587 * 100 + 0.114 * 50)]));
  });

  it('resizes for a larger network as its training pictures were resized', () => {
    const small = networkInput(places, MEAN_FACE, 'similarity68', 48);
    const large = networkInput(places, MEAN_FACE, 'similarity68', 64);
    expect(large.size).toBe(64);
    expect(large.pixels).toEqual(resizeImages(small.pixels, { height: 48, width: 48, channels: 1 }, { height: 64, width: 64 }));
  });

  it('gives the same picture of a face wherever in a large photo it is, and however large', () => {
    for (const [scale, x, y] of [[1, 300, 200], [6, 40, 130], [6, -150, -90], [0.4, 880, 10]] as const) {
      const large: Photo = { width: 900, height: 800, pixels: Uint8Array.from({ length: 900 * 800 * 3 }, (_, i) => (i * 7919) % 251) };
      const points = MEAN_FACE.map(([u, v]): [number, number] => [scale * u + x, scale * v + y]);
      const { image } = alignFace(large, points, { ...EXPRESSION_FRAME, size: 48 });
      expect(framedFace(large, points, 'similarity68', 48).pixels).toEqual(Uint8Array.from(image, (level) => Math.round(255 * level)));
    }
  });

  it('changes with the alignment', () => {
    const points = MEAN_FACE.map(([x, y], index): [number, number] => [x + (index < 17 ? 6 : 0), y]);
    expect(networkInput(places, points, 'none', 48)).not.toEqual(networkInput(places, points, 'similarity68', 48));
  });
});
