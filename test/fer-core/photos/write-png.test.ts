import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { readPhoto } from '../../../packages/fer-core/src/photos/read-photo';
import { writePng } from '../../../packages/fer-core/src/photos/write-png';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-png-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('writePng', () => {
  it('keeps every pixel, makes the folder and leaves nothing else', async () => {
    const photo = { width: 2, height: 1, pixels: Uint8Array.of(1, 2, 3, 250, 251, 252) };
    const file = path.join(folder, 'images', 'two.png');
    await writePng(file, photo);
    expect(await readPhoto(file)).toEqual(photo);
    const first = readFileSync(file);
    await writePng(file, photo);
    expect(readFileSync(file)).toEqual(first);
    expect(readdirSync(path.dirname(file))).toEqual(['two.png']);
  });

  it('writes gray as gray and keeps transparency', async () => {
    const gray = path.join(folder, 'gray.png');
    await writePng(gray, { width: 2, height: 1, pixels: Uint8Array.of(7, 200) });
    expect(await sharp(gray).metadata()).toMatchObject({ channels: 1, hasAlpha: false });
    expect((await readPhoto(gray)).pixels).toEqual(Uint8Array.of(7, 7, 7, 200, 200, 200));
    const clear = path.join(folder, 'clear.png');
    await writePng(clear, { width: 1, height: 1, pixels: Uint8Array.of(9, 9, 9, 0) });
    expect(await sharp(clear).metadata()).toMatchObject({ channels: 4, hasAlpha: true });
  });

  it('refuses pixels that do not fit the size', async () => {
    const file = path.join(folder, 'odd.png');
    await expect(writePng(file, { width: 2, height: 2, pixels: new Uint8Array(7) })).rejects.toThrow(
      'writePng: expected 1, 3 or 4 bytes for each of 2×2 pixels, got 7 bytes',
    );
    expect(readdirSync(folder)).not.toContain('odd.png');
  });
});
