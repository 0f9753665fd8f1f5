import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadLabeledImages } from '../../../packages/fer-core/src/datasets/load-labeled-images';
import { prepareFer2013 } from '../../../packages/fer-core/src/datasets/prepare-fer2013';
import { csvRow, HEADER, pixelsOf, writeImage, writeLines } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

const here = process.cwd();
afterEach(() => process.chdir(here));

const LINES = [HEADER, csvRow(3, 1), csvRow(4, 2, 'PublicTest')];

describe('loadLabeledImages', () => {
  it('reads one split of a csv', async () => {
    const file = writeLines(temporaryFolder(), LINES, 'faces.csv');
    const data = await loadLabeledImages(file, 'validation');
    expect(data).toMatchObject({ name: 'faces', split: 'validation', count: 1, height: 48, ids: ['faces.csv:3'] });
    expect(Buffer.from(data.images)).toEqual(Buffer.from(pixelsOf(2)));
    expect([...data.labels]).toEqual([4]);
  });

  it('reads a prepared folder, by path or by its name in data/prepared', async () => {
    const folder = temporaryFolder();
    const dir = join(folder, 'data', 'prepared', 'mine');
    await prepareFer2013(writeLines(folder, LINES), dir);
    const data = await loadLabeledImages(dir, 'train');
    expect(data).toMatchObject({ name: 'fer2013', count: 1 });
    process.chdir(folder);
    expect(await loadLabeledImages('mine', 'train')).toEqual(data);
    await expect(loadLabeledImages('yours', 'train')).rejects.toThrow(/expected .*data\/prepared.*, got yours/);
  });

  it('reads class folders of any one size', async () => {
    const root = join(temporaryFolder(), 'jaffe');
    await writeImage(join(root, 'train/sad/1.png'), 1, 10);
    await writeImage(join(root, 'train/happy/2.png'), 2, 10);
    const data = await loadLabeledImages(root, 'train');
    expect(data).toMatchObject({
      name: 'jaffe',
      count: 2,
      height: 10,
      width: 10,
      ids: ['train/happy/2.png', 'train/sad/1.png'],
    });
    expect([...data.labels]).toEqual([3, 4]);
    await writeImage(join(root, 'train/happy/3.png'), 3, 11);
    await expect(loadLabeledImages(root, 'train')).rejects.toThrow(
      'jaffe: train/happy/3.png: expected 10×10 pixels as in train/happy/2.png, got 11×11',
    );
  });

  it('stamps class folders without split folders with the split', async () => {
    const root = join(temporaryFolder(), 'faces');
    await writeImage(join(root, 'sad/1.png'), 1, 10);
    expect(await loadLabeledImages(root, 'test')).toMatchObject({ split: 'test', count: 1 });
  });

  it('refuses a bad row instead of leaving it out', async () => {
    const file = writeLines(temporaryFolder(), [...LINES, csvRow(8, 3)]);
    await expect(loadLabeledImages(file, 'train')).rejects.toThrow(
      'fer2013.csv: line 4: emotion: expected an integer',
    );
  });

  it('refuses a split without images, another kind of file, and nothing', async () => {
    const folder = temporaryFolder();
    await expect(loadLabeledImages(writeLines(folder, LINES), 'test')).rejects.toThrow(
      'expected images of the split test, got none',
    );
    writeFileSync(join(folder, 'faces.zip'), '');
    await expect(loadLabeledImages(join(folder, 'faces.zip'), 'test')).rejects.toThrow(
      'expected a .csv file or a folder',
    );
    mkdirSync(join(folder, 'empty'));
    await expect(loadLabeledImages(join(folder, 'empty'), 'test')).rejects.toThrow('expected split folders');
  });
});
