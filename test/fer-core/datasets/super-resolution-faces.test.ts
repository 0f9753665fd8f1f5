import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSuperResolutionFaces, superResolutionSha256 } from '../../../packages/fer-core/src/datasets/super-resolution-faces';
import { writeFaces } from './face-folder';
import { temporaryFolder } from './temporary-folder';

const base = (name: string): string => name.replace(/^.*\//, '');

describe('loadSuperResolutionFaces', () => {
  it('holds out every so many photographs, as for landmarks, and none of them is trained on', async () => {
    const folder = await writeFaces(temporaryFolder(), 5, 32);
    const { train, validation } = await loadSuperResolutionFaces({ folders: [{ folder, heldOutEvery: 3 }] });
    expect(validation.map(({ name }) => base(name))).toEqual(['00_1.png', '03_1.png']);
    expect(train.map(({ name }) => base(name))).toEqual(['01_1.png', '02_1.png', '04_1.png']);
    expect(train[0]!.photo).toMatchObject({ width: 32, height: 32 });
    expect(train[0]!.points.length).toBe(68);
    expect((await loadSuperResolutionFaces({ folders: [{ folder, heldOutEvery: 0 }] })).validation).toEqual([]);
  });

  it('adds generated faces with their own regions, each another person', async () => {
    const { train } = await loadSuperResolutionFaces({ folders: [], generated: 2 });
    expect(train.map(({ regions }) => regions?.length)).toEqual([256 * 256, 256 * 256]);
    expect(train[0]!.photo.pixels).not.toEqual(train[1]!.photo.pixels);
    expect(superResolutionSha256(train)).not.toBe(superResolutionSha256(train.slice(1)));
  });

  it('refuses nothing at all, and a folder without points', async () => {
    await expect(loadSuperResolutionFaces({ folders: [] })).rejects.toThrow('loadSuperResolutionFaces: expected folders or a number of generated faces, found none');
    const folder = await writeFaces(temporaryFolder(), 1, 32);
    rmSync(join(folder, '00_1.pts'));
    await expect(loadSuperResolutionFaces({ folders: [{ folder, heldOutEvery: 0 }] })).rejects.toThrow('expected pictures with .pts files beside them');
  });
});
