import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openClassFolders } from '../../../packages/fer-core/src/datasets/class-folders';
import type { ClassFolderOptions } from '../../../packages/fer-core/src/datasets/class-folders';
import { everything, pixelsOf, writeImage } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

/** Small images of the given names below a fresh folder called `name`. */
async function folders(names: readonly string[], name = 'faces'): Promise<string> {
  const root = join(temporaryFolder(), name);
  for (const [seed, file] of names.entries()) await writeImage(join(root, file), seed, 4);
  return root;
}

async function read(root: string, options?: ClassFolderOptions) {
  const source = openClassFolders(root, options);
  const items = await everything(source);
  const images = items.flatMap((item) => ('image' in item ? [item.image] : []));
  const defects = items.flatMap((item) => ('defect' in item ? [item.defect] : []));
  return { source, images, defects };
}

const opening = (root: string, options?: ClassFolderOptions) => () => openClassFolders(root, options);

describe('openClassFolders', () => {
  it('finds splits and classes by name and orders by split, class, file name', async () => {
    const names = [
      'test/sad/b.png',
      'test/sad/a.png',
      'train/Surprised/1.png',
      'train/anger/2.png',
      'val/happy/3.png',
    ];
    const { images, source } = await read(await folders(names));
    expect(images.map(({ id, split, label }) => [id, split, label])).toEqual([
      ['train/anger/2.png', 'train', 0],
      ['train/Surprised/1.png', 'train', 5],
      ['val/happy/3.png', 'validation', 3],
      ['test/sad/a.png', 'test', 4],
      ['test/sad/b.png', 'test', 4],
    ]);
    expect(source.mapping).toEqual(['folder train → train', 'folder val → validation', 'folder test → test']);
    expect(source).toMatchObject({ kind: 'class folders', name: 'faces', unit: 'images', total: 5 });
    expect(source.position()).toBe(5);
  });

  it('decodes the pixels', async () => {
    const root = join(temporaryFolder(), 'train');
    await writeImage(join(root, 'happy', 'x.png'), 9);
    expect((await read(root)).images[0]).toMatchObject({ pixels: pixelsOf(9), height: 48, width: 48, label: 3 });
  });

  it('takes the split of class folders from the option, else from the folder name', async () => {
    const root = await folders(['sad/1.png'], 'PublicTest');
    expect((await read(root)).images[0]).toMatchObject({ split: 'validation', id: 'sad/1.png' });
    expect((await read(root, { split: 'train' })).images[0].split).toBe('train');
    expect(opening(await folders(['sad/1.png']))).toThrow('say which with --split (train, validation, test)');
  });

  it('reads the files of one split alone when asked to', async () => {
    const root = await folders(['train/sad/1.png', 'val/sad/2.png']);
    writeFileSync(join(root, 'train/sad/1.png'), 'broken');
    const { images, defects, source } = await read(root, { only: 'validation' });
    expect(images.map(({ id }) => id)).toEqual(['val/sad/2.png']);
    expect(defects).toEqual([]);
    expect(source.total).toBe(1);
  });

  it('sends PublicTest files in a folder called test to validation, and says so', async () => {
    const names = ['train/sad/Training_1.png', 'test/sad/PublicTest_2.png', 'test/sad/PrivateTest_3.png'];
    const { images, source } = await read(await folders(names));
    expect(images.map(({ split }) => split)).toEqual(['train', 'validation', 'test']);
    expect(source.mapping).toEqual([
      'folder train → train',
      'folder test → validation (1 files named PublicTest_…) and test (1 others)',
    ]);
  });

  it('says that a folder called test may be both test sets when nothing tells', async () => {
    const { source } = await read(await folders(['train/sad/1.png', 'test/sad/2.png']));
    expect(source.mapping[1]).toContain('if these are PublicTest and PrivateTest together');
    const { source: clear } = await read(await folders(['train/sad/1.png', 'test/sad/2.png', 'val/sad/3.png']));
    expect(clear.mapping).toContain('folder test → test');
  });

  it('refuses a file whose name says another split than its folder, unless the split was asked for', async () => {
    const root = await folders(['sad/PublicTest_1.png', 'sad/2.png'], 'train');
    const { defects, images, source } = await read(root);
    expect(defects).toEqual([
      { where: 'sad/PublicTest_1.png', reason: "the file's name says validation, its folder train" },
    ]);
    expect(images).toHaveLength(1);
    expect(source.warnings()).toContain('the folder: the names of 1 files say another split than train');
    expect((await read(root, { split: 'train' })).images).toHaveLength(2);
  });

  it('reports damaged and wrongly sized files by name and goes on', async () => {
    const root = await folders(['train/sad/a.png', 'train/sad/b.png', 'train/sad/c.png', 'train/sad/d.jpg']);
    writeFileSync(join(root, 'train/sad/a.png'), 'no image');
    await writeImage(join(root, 'train/sad/c.png'), 1, 5);
    await sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 1, g: 1, b: 1, alpha: 0 } } })
      .png()
      .toFile(join(root, 'train/sad/b.png'));
    const { defects, images } = await read(root, { size: [4, 4] });
    expect(defects).toEqual([
      { where: 'train/sad/a.png', reason: expect.stringMatching(/^not a readable image: .*unsupported/) },
      { where: 'train/sad/b.png', reason: expect.stringContaining('transparent pixels') },
      { where: 'train/sad/c.png', reason: 'expected 4×4 pixels, got 5×5' },
    ]);
    expect(images.map(({ id }) => id)).toEqual(['train/sad/d.jpg']);
  });

  it('reports a file that cannot be read', async () => {
    const root = await folders(['train/sad/a.png']);
    mkdirSync(join(root, 'train/sad/b.png'));
    const { defects, images } = await read(root);
    expect(images).toHaveLength(1);
    expect(defects).toEqual([
      { where: 'train/sad/b.png', reason: expect.stringMatching(/^cannot be read: EISDIR/) },
    ]);
  });

  it('says which classes are missing and how many other files it left out', async () => {
    const root = await folders(['train/sad/a.png', 'train/happy/b.png', 'train/sad/.hidden.png']);
    writeFileSync(join(root, 'train/sad/notes.txt'), '');
    mkdirSync(join(root, 'docs'));
    const { source, images } = await read(root);
    expect(images).toHaveLength(2);
    expect(source.warnings()).toEqual([
      'folder docs is no split and was left out',
      'train/ has no class folder angry, disgust, fear, surprise, neutral',
      'train/: 1 files are not .jpg, .jpeg or .png and were left out',
    ]);
  });

  it('says how many images were turned to gray', async () => {
    const root = await folders(['train/sad/a.png', 'train/sad/b.png']);
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#f00' } })
      .png()
      .toFile(join(root, 'train/sad/b.png'));
    const { source, images } = await read(root);
    expect(images[1].pixels[0]).toBe(76);
    expect(source.warnings()).toContain('1 colour images were turned to gray (BT.601)');
  });

  it('hashes names and contents', async () => {
    const hash = async (names: string[], seed = 0) => {
      const root = join(temporaryFolder(), 'train');
      for (const name of names) await writeImage(join(root, name), seed, 4);
      return (await read(root)).source.sha256();
    };
    const first = await hash(['sad/1.png']);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash(['sad/1.png'])).toBe(first);
    expect(await hash(['sad/2.png'])).not.toBe(first);
    expect(await hash(['sad/1.png'], 1)).not.toBe(first);
  });

  it('refuses what is not a data set in class folders', async () => {
    expect(opening('/nowhere')).toThrow('class folders: expected a folder, got /nowhere, which is not there');
    expect(opening(await folders(['cats/1.png']))).toThrow(
      /expected split folders .* or class folders .*got cats$/,
    );
    expect(opening(await folders(['train/cats/1.png']))).toThrow(
      /expected folders named angry, .* got train\/cats/,
    );
    expect(opening(await folders(['train/sad/1.png', 'train/sadness/1.png']))).toThrow(
      'got train/sad and train/sadness',
    );
    expect(opening(await folders(['val/sad/1.png', 'public/sad/1.png']))).toThrow('expected one folder a split');
    const empty = join(temporaryFolder(), 'train');
    mkdirSync(join(empty, 'sad'), { recursive: true });
    expect(opening(empty)).toThrow(/expected \.jpg, \.jpeg or \.png files in .*, got none/);
  });
});
