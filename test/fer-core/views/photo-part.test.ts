import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { imageBytes } from '../../../packages/fer-core/src/views/embedded-image';
import { embedFace, embedPhoto } from '../../../packages/fer-core/src/views/photo-part';
import { halveRaster } from '../../../packages/fer-core/src/views/raster';

/** Gray; a pixel's level is its column modulo 256. */
const photo = (width: number, height: number) => ({ width, height, pixels: Uint8Array.from({ length: width * height }, (_, index) => (index % width) & 255) });

describe('embedPhoto', () => {
  it('keeps a small photo as it is', async () => {
    const part = await embedPhoto(photo(40, 30));
    expect(part).toMatchObject({ left: 0, top: 0, scale: 1, image: { width: 40, height: 30, mimeType: 'image/png' } });
  });

  it('halves a large one until it fits, and says how often', async () => {
    const part = await embedPhoto(photo(3001, 2000));
    expect(part).toMatchObject({ scale: 4, image: { width: 750, height: 500 } });
  });
});

describe('embedFace', () => {
  it('cuts out box and margin, within the photo', async () => {
    const part = await embedFace(photo(100, 100), [40, 0, 60, 20], 0.5);
    expect(part).toMatchObject({ left: 30, top: 0, scale: 1, image: { width: 41, height: 31 } });
    const { data } = await sharp(imageBytes(part.image)).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    expect([data[0], data[40]]).toEqual([30, 70]);
  });
});

describe('halveRaster', () => {
  it('takes means of four pixels, channel by channel', () => {
    const pixels = Uint8Array.from([0, 10, 4, 14, 8, 18, 12, 22, /* next row */ 0, 10, 4, 14, 8, 18, 12, 22]);
    expect(halveRaster({ width: 4, height: 2, pixels })).toEqual({ width: 2, height: 1, pixels: Uint8Array.from([2, 12, 10, 20]) });
  });
});
