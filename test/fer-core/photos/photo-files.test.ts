import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { photoFiles } from '../../../packages/fer-core/src/photos/photo-files';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-photo-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('photoFiles', () => {
  it('lists image files in natural order', async () => {
    for (const name of ['10.jpg', '2.JPG', '1.png', 'b.webp', 'a10.tiff', 'a9.tif', 'notes.txt', '.hidden.jpg', 'x.pts']) {
      writeFileSync(path.join(folder, name), '');
    }
    mkdirSync(path.join(folder, 'album.jpg'));
    const names = (await photoFiles(folder)).map((file) => path.relative(folder, file));
    expect(names).toEqual(['1.png', '2.JPG', '10.jpg', 'a9.tif', 'a10.tiff', 'b.webp']);
  });

  it('says what it expected of a folder', async () => {
    const empty = path.join(folder, 'album.jpg');
    await expect(photoFiles(empty)).rejects.toThrow(new InputError(`photoFiles: expected image files (.jpg, .jpeg, .png, .webp, .gif, .tif, .tiff, .avif), found none in ${empty}`));
    const file = path.join(folder, '1.png');
    await expect(photoFiles(file)).rejects.toThrow(new InputError(`photoFiles: expected a folder, found a file at ${file}`));
    const gone = path.join(folder, 'gone');
    await expect(photoFiles(gone)).rejects.toThrow(new InputError(`photoFiles: expected a folder, found none at ${gone}`));
  });
});
