import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { heldOutPhotos, loadLandmarkFaces, photoName } from '../../../packages/fer-core/src/datasets/landmark-faces';
import { ptsText } from '../../../packages/fer-core/src/datasets/pts-file';
import { temporaryFolder } from './temporary-folder';

/** A folder of gray pictures 12 wide and 10 high with points beside them. */
async function folderOf(names: string[], points = MEAN_FACE): Promise<string> {
  const folder = temporaryFolder();
  for (const [index, name] of names.entries()) {
    const picture = sharp(new Uint8Array(12 * 10 * 3).fill(10 * index), { raw: { width: 12, height: 10, channels: 3 } });
    await picture.png().toFile(path.join(folder, `${name}.png`));
    await writeFile(path.join(folder, `${name}.pts`), ptsText(points));
  }
  return folder;
}

describe('loadLandmarkFaces', () => {
  it('holds out every third photograph with all its faces, and leaves out pictures without points', async () => {
    const folder = await folderOf(['a_1', 'a_2', 'b_1', 'c_1', 'd_1', 'd_2', 'e_1']);
    await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } }).png().toFile(path.join(folder, 'z_1.png'));
    const { train, validation } = await loadLandmarkFaces([{ folder, heldOutEvery: 3 }]);
    expect(validation.map(({ file }) => path.basename(file))).toEqual(['a_1.png', 'a_2.png', 'd_1.png', 'd_2.png']);
    expect(train.map(({ file }) => path.basename(file))).toEqual(['b_1.png', 'c_1.png', 'e_1.png']);
    expect(train[0]).toMatchObject({ width: 12, height: 10 });
    expect([...new Set(train[0]!.pixels)]).toEqual([20]);
    train[0]!.points.forEach(([x, y], index) => expect([x, y]).toEqual([expect.closeTo(MEAN_FACE[index]![0], 3), expect.closeTo(MEAN_FACE[index]![1], 3)]));
  });

  it('holds out nothing where zero is asked for', async () => {
    const folder = await folderOf(['a_1', 'b_1']);
    const { train, validation } = await loadLandmarkFaces([{ folder, heldOutEvery: 0 }]);
    expect([train.length, validation.length]).toEqual([2, 0]);
  });

  it('tells photographs apart by their name without the number of the face', () => {
    expect(photoName('/some/2070105355_12.jpg')).toBe('2070105355');
    expect([...heldOutPhotos(['x/b_1.jpg', 'x/a_1.jpg', 'x/b_2.jpg', 'x/c_1.jpg'], 2)]).toEqual(['a', 'c']);
  });

  it('refuses a folder without pictures, another number of points, a damaged picture', async () => {
    await expect(loadLandmarkFaces([{ folder: temporaryFolder(), heldOutEvery: 0 }])).rejects.toThrow('expected pictures with .pts files beside them');
    const few = await folderOf(['a_1'], MEAN_FACE.slice(0, 5));
    await expect(loadLandmarkFaces([{ folder: few, heldOutEvery: 0 }])).rejects.toThrow('expected 68 points, found 5');
    const damaged = await folderOf(['a_1']);
    await writeFile(path.join(damaged, 'a_1.png'), 'no picture');
    await expect(loadLandmarkFaces([{ folder: damaged, heldOutEvery: 0 }])).rejects.toThrow('expected a picture');
  });
});

const root = path.join(process.env.FER_DATA ?? '', 'faces');
const missing = !process.env.FER_DATA ? 'FER_DATA is not set' : existsSync(root) ? undefined : `${root} is not there`;
if (missing) console.warn(`Skipped, real landmark faces: ${missing}`);

describe.skipIf(missing)('Helen and AFW', () => {
  it('are 1,207 faces, of which 87 and 85 are held out', async () => {
    const { train, validation } = await loadLandmarkFaces([
      { folder: path.join(root, 'helen-train'), heldOutEvery: 10 },
      { folder: path.join(root, 'afw'), heldOutEvery: 5 },
    ]);
    const helen = validation.filter(({ file }) => file.includes('helen'));
    expect([train.length, helen.length, validation.length - helen.length]).toEqual([1035, 87, 85]);
    const heldOut = new Set(validation.map(({ file }) => photoName(file)));
    expect(train.some(({ file }) => heldOut.has(photoName(file)))).toBe(false);
  }, 120_000);
});
