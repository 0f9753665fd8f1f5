import sharp, { type Channels } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeGray } from '../../../packages/fer-core/src/datasets/gray-image';

function picture(channels: Channels, pixels: number[]) {
  const width = pixels.length / channels;
  return sharp(Uint8Array.from(pixels), { raw: { width, height: 1, channels } });
}

describe('decodeGray', () => {
  it('takes gray values as they are', async () => {
    const png = await picture(1, [0, 17, 255]).toColourspace('b-w').png().toBuffer();
    expect(await decodeGray(png)).toEqual({
      pixels: Uint8Array.of(0, 17, 255),
      height: 1,
      width: 3,
      fromColour: false,
    });
  });

  it('takes a colour file with equal channels as gray', async () => {
    const png = await picture(3, [9, 9, 9, 200, 200, 200]).png().toBuffer();
    expect(await decodeGray(png)).toMatchObject({ pixels: Uint8Array.of(9, 200), fromColour: false });
  });

  it('turns colours to gray by BT.601', async () => {
    const png = await picture(3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]).png().toBuffer();
    // 0.299 · 255 = 76.2, 0.587 · 255 = 149.7, 0.114 · 255 = 29.1, 2.99 + 11.74 + 3.42 = 18.15
    expect(await decodeGray(png)).toMatchObject({ pixels: Uint8Array.of(76, 150, 29, 18), fromColour: true });
  });

  it.each([1, 3] as const)(
    'gives the same values for a JPEG file of %i channels as sharp itself',
    async (channels) => {
      const noise = Uint8Array.from({ length: 48 * 48 * channels }, (_, i) => (i * i * 13) % 256);
      const picture = sharp(noise, { raw: { width: 48, height: 48, channels } });
      const jpeg = await (channels === 1 ? picture.toColourspace('b-w') : picture).jpeg({ quality: 90 }).toBuffer();
      const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
      expect((await sharp(jpeg).metadata()).channels).toBe(channels);
      const { pixels, fromColour } = await decodeGray(jpeg);
      const expected = Array.from({ length: 48 * 48 }, (_, i) =>
        channels === 1
          ? data[i * info.channels]
          : Math.round(0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2]),
      );
      expect([...pixels]).toEqual(expected);
      expect(fromColour).toBe(channels === 3);
    },
  );

  it('takes an opaque alpha channel and refuses a transparent one', async () => {
    const opaque = await picture(4, [5, 5, 5, 255, 6, 6, 6, 255]).png().toBuffer();
    expect((await decodeGray(opaque)).pixels).toEqual(Uint8Array.of(5, 6));
    const transparent = await picture(4, [5, 5, 5, 255, 6, 6, 6, 254]).png().toBuffer();
    await expect(decodeGray(transparent)).rejects.toThrow('expected an opaque image, got transparent pixels');
  });

  it('refuses 16 bits a channel', async () => {
    const deep = await picture(1, [1, 2]).toColourspace('grey16').png().toBuffer();
    await expect(decodeGray(deep)).rejects.toThrow('expected 8 bits a channel, got ushort');
  });

  it.each(['png', 'jpeg'] as const)('refuses a %s file that is cut off', async (format) => {
    const noise = Uint8Array.from({ length: 48 * 48 }, (_, i) => (i * i * 13) % 256);
    const whole = await sharp(noise, { raw: { width: 48, height: 48, channels: 1 } })
      .toFormat(format)
      .toBuffer();
    await expect(decodeGray(whole.subarray(0, whole.length - 300))).rejects.toThrow();
  });

  it('refuses bytes that are no image', async () => {
    for (const bytes of [Buffer.from('no image'), Buffer.alloc(0), Buffer.of(0xff, 0xd8), Buffer.of(0xff)]) {
      await expect(decodeGray(bytes)).rejects.toThrow();
    }
  });
});
