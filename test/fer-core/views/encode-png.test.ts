import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../packages/fer-core/src/views/encode-png';

/** Every level, in an order that no filter guesses. */
const levels = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 97 + (index >> 3) * 31) & 255);

describe('encodePng', () => {
  it.each([
    ['gray', 1],
    ['RGB', 3],
    ['RGBA', 4],
  ])('gives %s pixels that another library reads unchanged', async (_, channels) => {
    const pixels = levels(13 * 7 * channels);
    const png = await encodePng({ width: 13, height: 7, pixels });
    const { data, info } = await sharp(png)
      .toColourspace(channels === 1 ? 'b-w' : 'srgb') // sharp repeats gray else
      .raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([13, 7, channels]);
    expect(new Uint8Array(data)).toEqual(pixels);
  });

  it('compresses', async () => {
    const pixels = new Uint8Array(200 * 200).fill(7);
    expect((await encodePng({ width: 200, height: 200, pixels })).length).toBeLessThan(400);
  });

  it('refuses pixels of another number', async () => {
    await expect(encodePng({ width: 2, height: 2, pixels: new Uint8Array(8) })).rejects.toThrow(
      'encodePng: expected 1, 3 or 4 bytes for each of 2×2 pixels, got 8 bytes',
    );
  });
});
