import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadPrepared } from '../../../packages/fer-core/src/datasets/load-prepared';
import { readManifest } from '../../../packages/fer-core/src/datasets/manifest';
import { prepareFer2013 } from '../../../packages/fer-core/src/datasets/prepare-fer2013';
import { verifyPreparedFiles } from '../../../packages/fer-core/src/datasets/prepared-files';
import { csvRow, HEADER, pixelsOf, writeLines } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

let dir: string;
const file = (name: string) => join(dir, name);

/** Changes the manifest as `change` says. */
function edit(change: (manifest: ReturnType<typeof readManifest>) => unknown): void {
  const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8'));
  change(manifest);
  writeFileSync(file('manifest.json'), JSON.stringify(manifest));
}

function flip(name: string): void {
  const bytes = readFileSync(file(name));
  bytes[0] ^= 1;
  writeFileSync(file(name), bytes);
}

beforeEach(async () => {
  const folder = temporaryFolder();
  dir = join(folder, 'prepared');
  await prepareFer2013(writeLines(folder, [HEADER, csvRow(3, 1), csvRow(6, 2), csvRow(1, 3, 'PrivateTest')]), dir);
});

describe('loadPrepared', () => {
  it('gives a split with everything that belongs to it', async () => {
    expect(await loadPrepared(dir, 'train')).toMatchObject({
      name: 'fer2013',
      split: 'train',
      count: 2,
      height: 48,
      width: 48,
      channels: 1,
      labels: Uint8Array.of(3, 6),
      images: Uint8Array.from([...pixelsOf(1), ...pixelsOf(2)]),
      ids: ['fer2013.csv:2', 'fer2013.csv:3'],
    });
  });

  it('gives plain arrays, whose slices are copies', async () => {
    const { images, labels } = await loadPrepared(dir, 'train');
    const [image, label] = [images.slice(0, 48), labels.slice()];
    image.fill(9);
    label.fill(5);
    expect([...images.subarray(0, 48)]).not.toEqual([...image]);
    expect([...labels]).not.toEqual([...label]);
  });

  it('names the splits there are when another is asked for', async () => {
    await expect(loadPrepared(dir, 'validation')).rejects.toThrow(
      /expected a split among train, test in .*, got validation/,
    );
  });

  it.each(['train.images.bin', 'train.labels.bin', 'train.ids.txt'])(
    'notices one changed bit in %s',
    async (name) => {
      flip(name);
      const message = new RegExp(`${name}.*expected (content with )?sha256 [0-9a-f]{64}, got other content`);
      await expect(loadPrepared(dir, 'train')).rejects.toThrow(message);
      await expect(verifyPreparedFiles(dir, readManifest(dir))).rejects.toThrow(message);
    },
  );

  it('notices a file that is cut off, and one that is missing', async () => {
    writeFileSync(file('train.images.bin'), readFileSync(file('train.images.bin')).subarray(0, 4000));
    await expect(loadPrepared(dir, 'train')).rejects.toThrow(
      /train\.images\.bin in .*: expected 4608 bytes, got 4000/,
    );
    await expect(verifyPreparedFiles(dir, readManifest(dir))).rejects.toThrow('expected 4608 bytes, got 4000');
    rmSync(file('train.images.bin'));
    await expect(loadPrepared(dir, 'train')).rejects.toThrow(/expected train\.images\.bin in .*, got ENOENT/);
    await expect(loadPrepared(dir, 'test')).resolves.toMatchObject({ count: 1 });
  });

  it.each([
    [
      'another count',
      (m: ReturnType<typeof readManifest>) => (m.splits.train!.count = 3),
      'expected 6912 image bytes, got 4608',
    ],
    [
      'another size',
      (m: ReturnType<typeof readManifest>) => (m.height = 24),
      'expected 2304 image bytes, got 4608',
    ],
    [
      'another count of a class',
      (m: ReturnType<typeof readManifest>) => (m.splits.train!.perClass.happy = 2),
      'expected 2 images of happy, got 1',
    ],
    ['fewer classes', (m: ReturnType<typeof readManifest>) => m.classes.pop(), 'expected labels below 6, got 6'],
  ])('notices a manifest with %s', async (_, change, message) => {
    edit(change);
    await expect(loadPrepared(dir, 'train')).rejects.toThrow(message);
  });
});

describe('readManifest', () => {
  it.each([
    [
      'a folder without manifest',
      () => rmSync(file('manifest.json')),
      'got no readable manifest.json there (run fer prepare)',
    ],
    [
      'text that is not JSON',
      () => writeFileSync(file('manifest.json'), '{"format"'),
      'got a manifest.json that is not JSON',
    ],
    [
      'a newer version',
      () => edit((m) => Object.assign(m, { version: 2 })),
      'got one of version 2, and this program reads version 1: update it',
    ],
    [
      'another format',
      () => edit((m) => Object.assign(m, { format: 'zip' })),
      'a manifest.json where format is wrong',
    ],
    [
      'a missing field',
      () => edit((m) => delete (m.splits.train as Record<string, unknown>).count),
      'where splits.train.count is wrong',
    ],
    [
      'a file outside the folder',
      () => edit((m) => (m.splits.train!.images.name = '../secret')),
      'where splits.train.images.name is wrong',
    ],
  ])('refuses %s', (_, damage, message) => {
    damage();
    expect(() => readManifest(dir)).toThrow(message);
  });
});
