import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { meanQuality, pictureQuality } from '../../../packages/fer-core/src/evaluate/picture-quality';
import { psnr } from '../../../packages/fer-core/src/evaluate/psnr';
import { degrade, enlarge, undoEnlarging } from '../../../packages/fer-core/src/super-resolve/degrade';
import { decoded, waves } from './pictures';

describe('undoEnlarging', () => {
  it('finds the small picture again', () => {
    const small = degrade(waves(128));
    const { small: found, misfit } = undoEnlarging(enlarge(small));
    expect(psnr(found.pixels, small.pixels)).toBeGreaterThan(60);
    expect(misfit).toBeLessThan(0.5);
  });

  it('finds it through JPEG, and tells a picture that was never small', async () => {
    const small = degrade(waves(128));
    const jpeg = await sharp(enlarge(small).pixels, { raw: { width: 128, height: 128, channels: 3 } }).jpeg({ quality: 75 }).toBuffer();
    const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    const { small: found, misfit } = undoEnlarging({ width: 128, height: 128, pixels: new Uint8Array(data) });
    expect(psnr(found.pixels, small.pixels)).toBeGreaterThan(45);
    expect(misfit).toBeLessThan(4);
    const checkered = { width: 128, height: 128, pixels: Uint8Array.from({ length: 128 * 128 * 3 }, (_, i) => (Math.floor(i / 3) % 2 ? 160 : 90)) };
    expect(undoEnlarging(checkered).misfit).toBeGreaterThan(30);
  });
});

it('sizes that do not fit are refused', () => {
  expect(() => degrade(waves(64))).toThrow('degrade: expected a picture of 128×128 pixels, got 64×64');
  expect(() => enlarge(waves(128))).toThrow('enlarge: expected a picture of 16×16 pixels, got 128×128');
  expect(() => undoEnlarging(waves(16))).toThrow('undoEnlarging: expected a picture of 128×128 pixels, got 16×16');
});

const pairs = path.join(process.env.FER_DATA ?? '', 'fsrnet-celeba');
const missing = process.env.FER_DATA && existsSync(pairs) ? undefined : 'no fsrnet-celeba in the folder FER_DATA names';
if (missing) console.warn(`official CelebA pairs: skipped, ${missing}`);

describe.skipIf(missing)("FSRNet's official CelebA pairs", async () => {
  const files = missing ? [] : (await readdir(path.join(pairs, 'HR'))).filter((name) => name.endsWith('.jpg')).sort();
  const read = (kind: 'HR' | 'LR') => Promise.all(files.map((file) => decoded(path.join(pairs, kind, file))));

  it('give bicubic 23.44 dB on luma', async () => {
    const [high, low] = [await read('HR'), await read('LR')];
    const { psnrY, psnrRgb } = meanQuality(low.map((picture, i) => pictureQuality(picture, high[i]!)));
    expect(high.length).toBe(100);
    expect(Math.abs(psnrY - 23.44)).toBeLessThan(0.01);
    expect(Math.abs(psnrRgb - 22.04)).toBeLessThan(0.01);
  });

  it('were made as we make ours, but for JPEG', async () => {
    const [high, low] = [await read('HR'), await read('LR')];
    const agreement = high.map((face, i) => psnr(enlarge(degrade(face)).pixels, low[i]!.pixels));
    expect(agreement.reduce((sum, value) => sum + value, 0) / agreement.length).toBeGreaterThan(42.4);
    const found = low.map((picture, i) => psnr(undoEnlarging(picture).small.pixels, degrade(high[i]!).pixels));
    expect(found.reduce((sum, value) => sum + value, 0) / found.length).toBeGreaterThan(44.5);
    expect(Math.max(...low.map((picture) => undoEnlarging(picture).misfit))).toBeLessThan(4);
    expect(Math.min(...high.map((picture) => undoEnlarging(picture).misfit))).toBeGreaterThan(4);
  });
});
