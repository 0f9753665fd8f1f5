import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp, { type Channels } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { LARGEST_PHOTO, readPhoto } from '../../../packages/fer-core/src/photos/read-photo';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-photos-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A picture of one row. */
function row(channels: Channels, values: number[]): sharp.Sharp {
  return sharp(Uint8Array.from(values), { raw: { width: values.length / channels, height: 1, channels } });
}

function noise(width: number, height: number): sharp.Sharp {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function refusal(source: string | Uint8Array): Promise<string> {
  const error = await readPhoto(source).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toContain('\n');
  return message;
}

describe('readPhoto', () => {
  it('gives RGB pixels row by row, from a file and from its bytes', async () => {
    const png = await row(3, [255, 0, 0, 0, 255, 0, 1, 2, 3]).png().toBuffer();
    const file = path.join(folder, 'three.png');
    writeFileSync(file, png);
    const expected = { width: 3, height: 1, pixels: Uint8Array.of(255, 0, 0, 0, 255, 0, 1, 2, 3) };
    expect(await readPhoto(file)).toEqual(expected);
    expect(await readPhoto(png)).toEqual(expected);
    expect(await readPhoto(new Uint8Array(png))).toEqual(expected);
  });

  it('reads a file anew that was written over', async () => {
    const file = path.join(folder, 'twice.png');
    writeFileSync(file, await row(3, [1, 1, 1]).png().toBuffer());
    await readPhoto(file);
    writeFileSync(file, await row(3, [2, 2, 2]).png().toBuffer());
    expect((await readPhoto(file)).pixels).toEqual(Uint8Array.of(2, 2, 2));
  });

  // What a camera stored as [red, blue] for each EXIF orientation, and what a viewer shows.
  it.each([
    [1, 2, 1, 'red first'],
    [2, 2, 1, 'blue first'],
    [3, 2, 1, 'blue first'],
    [4, 2, 1, 'red first'],
    [5, 1, 2, 'red first'],
    [6, 1, 2, 'red first'],
    [7, 1, 2, 'blue first'],
    [8, 1, 2, 'blue first'],
  ])('turns EXIF orientation %i upright', async (orientation, width, height, order) => {
    const bytes = await row(3, [255, 0, 0, 0, 0, 255]).withMetadata({ orientation }).png().toBuffer();
    const photo = await readPhoto(bytes);
    expect(photo).toMatchObject({ width, height });
    expect([...photo.pixels]).toEqual(order === 'red first' ? [255, 0, 0, 0, 0, 255] : [0, 0, 255, 255, 0, 0]);
  });

  it('puts transparency on white', async () => {
    const png = await row(4, [0, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 51]).png().toBuffer();
    // A fifth of black on white: 0.8 · 255 = 204.
    expect((await readPhoto(png)).pixels).toEqual(Uint8Array.of(255, 255, 255, 10, 20, 30, 204, 204, 204));
  });

  it('gives gray three equal channels, with and without transparency', async () => {
    const gray = await row(1, [0, 17, 255]).toColourspace('b-w').png().toBuffer();
    expect((await sharp(gray).metadata()).channels).toBe(1);
    expect((await readPhoto(gray)).pixels).toEqual(Uint8Array.of(0, 0, 0, 17, 17, 17, 255, 255, 255));
    const jpeg = await row(1, [90, 90]).toColourspace('b-w').jpeg().toBuffer();
    expect((await readPhoto(jpeg)).pixels).toEqual(Uint8Array.of(90, 90, 90, 90, 90, 90));
    const alpha = await row(2, [40, 255, 40, 0]).toColourspace('b-w').png().toBuffer();
    expect((await readPhoto(alpha)).pixels).toEqual(Uint8Array.of(40, 40, 40, 255, 255, 255));
  });

  it('converts 16 bits a channel', async () => {
    const values = Uint16Array.of(0, 32896, 65535); // 0, 128 · 257, 255 · 257
    const png = await sharp(values, { raw: { width: 1, height: 1, channels: 3 } }).toColourspace('rgb16').png().toBuffer();
    expect((await sharp(png).metadata()).depth).toBe('ushort');
    expect((await readPhoto(png)).pixels).toEqual(Uint8Array.of(0, 128, 255));
  });

  it('converts CMYK', async () => {
    const flat = sharp({ create: { width: 16, height: 16, channels: 3, background: { r: 220, g: 30, b: 40 } } });
    const cmyk = await flat.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const { width, height, pixels } = await readPhoto(cmyk);
    expect([width, height, pixels.length]).toEqual([16, 16, 768]);
    const [red, green, blue] = pixels;
    expect(red).toBeGreaterThan(180);
    expect(green).toBeLessThan(80);
    expect(blue).toBeLessThan(90);
  });

  it.each(['gif', 'webp'] as const)('takes the first frame of an animated %s', async (format) => {
    const frames = Uint8Array.from({ length: 3 * 4 * 4 * 3 }, (_, i) => (i < 48 ? 255 : 0)); // white, black, black
    const animation = sharp(frames, { raw: { width: 4, height: 12, channels: 3, pageHeight: 4 } });
    const bytes = await (format === 'gif' ? animation.gif() : animation.webp({ lossless: true })).toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBeGreaterThan(1);
    expect(await readPhoto(bytes)).toEqual({ width: 4, height: 4, pixels: new Uint8Array(48).fill(255) });
  });

  it.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('reads %s', async (format) => {
    const bytes = await noise(24, 16).toFormat(format).toBuffer();
    expect(await readPhoto(bytes)).toMatchObject({ width: 24, height: 16 });
  });

  it('says in one line what is wrong with a file', async () => {
    const jpeg = await noise(200, 160).jpeg().toBuffer();
    const png = await noise(200, 160).png().toBuffer();
    const damaged = Buffer.from(png);
    damaged.fill(0x55, 1000, 1100);
    const scrambled = Buffer.from(jpeg);
    scrambled.fill(0xff, 5000, 5400);
    const content: Record<string, [Uint8Array, RegExp]> = {
      'empty.jpg': [new Uint8Array(0), /found 0 bytes/],
      'text.jpg': [Buffer.from('this is no picture at all'), /found no image/],
      'cut.jpg': [jpeg.subarray(0, jpeg.length / 2), /found damage/],
      'header.jpg': [jpeg.subarray(0, 40), /found/],
      'cut.png': [png.subarray(0, png.length / 2), /found damage/],
      'damaged.png': [damaged, /found damage/],
      'scrambled.jpg': [scrambled, /found damage/],
      'drawing.jpg': [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /found svg/],
    };
    for (const [name, [bytes, reason]] of Object.entries(content)) {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      const message = await refusal(file);
      expect(message).toMatch(/^readPhoto: expected an image file/);
      expect(message).toMatch(reason);
      expect(message).toContain(file);
    }
    expect(await refusal(Buffer.from('nothing'))).toMatch(/found no image in the bytes given$/);
    expect(await refusal(path.join(folder, 'gone.jpg'))).toMatch(/found none at .*gone\.jpg$/);
    expect(await refusal(folder)).toContain('found a folder');
  });

  it('reads 100 megapixels with memory for the pixels and little more', async () => {
    const jpeg = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#336699' } }).jpeg().toBuffer();
    const before = process.memoryUsage.rss();
    const { width, height, pixels } = await readPhoto(jpeg);
    const used = process.memoryUsage.rss() - before;
    expect([width, height, pixels.length]).toEqual([10_000, 10_000, 300_000_000]);
    expect(Math.abs(pixels[299_999_999]! - 0x99)).toBeLessThan(4);
    expect(used).toBeLessThan(800e6);
  });

  it('refuses a picture over its limit before it decodes it', async () => {
    const size = Math.ceil(Math.sqrt(LARGEST_PHOTO)) + 1;
    const png = await sharp({ create: { width: size, height: size, channels: 3, background: '#000' }, limitInputPixels: false }).png({ compressionLevel: 1 }).toBuffer();
    const before = process.memoryUsage.rss();
    expect(await refusal(png)).toBe(`readPhoto: expected at most 150 megapixels, found ${size}×${size} in the bytes given`);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
  });
});
