import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labeledImagesSha256 } from '../../../packages/fer-core/src/datasets/labeled-images';
import { loadPrepared } from '../../../packages/fer-core/src/datasets/load-prepared';
import { readManifest } from '../../../packages/fer-core/src/datasets/manifest';
import { prepareFer2013, type PrepareProgress } from '../../../packages/fer-core/src/datasets/prepare-fer2013';
import type { Defect } from '../../../packages/fer-core/src/datasets/source-image';
import { csvRow, HEADER, pixelsOf, writeImage, writeLines } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

const GOOD = [HEADER, csvRow(3, 1), csvRow(4, 2, 'PublicTest'), csvRow(5, 3, 'PrivateTest'), csvRow(0, 4)];
const bad = (count: number) => Array.from({ length: count }, (_, i) => csvRow(9, i));

function csv(lines: readonly string[] = GOOD) {
  const folder = temporaryFolder();
  return { source: writeLines(folder, lines), out: join(folder, 'out'), folder };
}

describe('prepareFer2013', () => {
  it('writes images, labels and ids of each split, as the manifest says', async () => {
    const { source, out } = csv();
    const manifest = await prepareFer2013(source, out);
    expect(readdirSync(out).sort()).toEqual(
      ['train', 'validation', 'test']
        .flatMap((split) => [`${split}.ids.txt`, `${split}.images.bin`, `${split}.labels.bin`])
        .concat('manifest.json')
        .sort(),
    );
    expect(readManifest(out)).toEqual(manifest);
    expect(readFileSync(join(out, 'train.images.bin'))).toEqual(Buffer.concat([pixelsOf(1), pixelsOf(4)]));
    expect([...readFileSync(join(out, 'train.labels.bin'))]).toEqual([3, 0]);
    expect(readFileSync(join(out, 'train.ids.txt'), 'utf8')).toBe('fer2013.csv:2\nfer2013.csv:5\n');
    expect(manifest.splits.test).toMatchObject({ count: 1, perClass: { surprise: 1, happy: 0 } });
    const train = await loadPrepared(out, 'train');
    expect(labeledImagesSha256(train)).toBe(manifest.splits.train!.dataSha256);
  });

  it('gives the same bytes again', async () => {
    const { source, out } = csv();
    await prepareFer2013(source, out);
    const first = readFileSync(join(out, 'manifest.json'), 'utf8');
    await prepareFer2013(source, out);
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(first);
  });

  it('prepares the same images from class folders as from the csv', async () => {
    const root = join(temporaryFolder(), 'images');
    await writeImage(join(root, 'train/happy/1.png'), 1);
    await writeImage(join(root, 'train/angry/4.png'), 4);
    const manifest = await prepareFer2013(root, join(root, '../out'));
    expect(manifest.source).toMatchObject({ kind: 'class folders', name: 'images' });
    const data = await loadPrepared(join(root, '../out'), 'train');
    expect(data.ids).toEqual(['train/angry/4.png', 'train/happy/1.png']);
    expect(Buffer.from(data.images)).toEqual(Buffer.concat([pixelsOf(4), pixelsOf(1)]));
  });

  it('stamps class folders with the split asked for', async () => {
    const root = join(temporaryFolder(), 'some');
    await writeImage(join(root, 'happy/1.png'), 1);
    const manifest = await prepareFer2013(root, join(root, '../out'), { split: 'test' });
    expect(Object.keys(manifest.splits)).toEqual(['test']);
  });

  it('refuses images of another size than 48×48 in class folders', async () => {
    const root = join(temporaryFolder(), 'train');
    await writeImage(join(root, 'happy/1.png'), 1);
    await writeImage(join(root, 'happy/2.png'), 2, 47);
    const { rejected } = await prepareFer2013(root, join(root, '../out'));
    expect(rejected).toEqual([{ where: 'happy/2.png', reason: 'expected 48×48 pixels, got 47×47' }]);
  });

  it('says aloud that the counts are not the published ones', async () => {
    const { source, out } = csv();
    const { warnings } = await prepareFer2013(source, out);
    expect(warnings[0]).toContain('train has 2 images, FER-2013 has 28,709: angry 1 instead of 3995');
    expect(warnings).toHaveLength(3);
  });

  it('lists duplicates and conflicts and keeps them', async () => {
    const { source, out } = csv([...GOOD, csvRow(3, 1), csvRow(2, 2)]);
    const { duplicates, splits } = await prepareFer2013(source, out);
    expect(splits.train!.count).toBe(4);
    expect(duplicates).toMatchObject({
      all: { groups: 2, images: 4, extra: 2 },
      within: { train: { groups: 1, images: 2 } },
      across: { groups: 1, images: 2 },
      conflictingAcross: { groups: 1, images: 2 },
    });
    expect(duplicates.groups[1]).toEqual({
      ids: ['fer2013.csv:3', 'fer2013.csv:7'],
      splits: ['validation', 'train'],
      labels: ['sad', 'fear'],
    });
  });

  it('tells every bad row, leaves it out and lists it in the manifest', async () => {
    const { source, out } = csv([HEADER, csvRow(3, 1), csvRow(9, 2), csvRow(3, 3)]);
    const defects: Defect[] = [];
    const manifest = await prepareFer2013(source, out, { onDefect: (defect) => defects.push(defect) });
    expect(defects).toEqual([{ where: 'line 3', reason: 'emotion: expected an integer from 0 to 6, got "9"' }]);
    expect(manifest.rejected).toEqual(defects);
    expect(manifest.splits.train!.count).toBe(2);
  });

  const good = (count: number) => Array.from({ length: count }, (_, i) => csvRow(1, i));
  it.each([
    ['ten bad rows beside eleven good ones by default', 10, 11, undefined, true],
    ['not eleven bad rows', 11, 12, undefined, false],
    ['not more bad rows than good ones', 3, 2, undefined, false],
    ['eleven bad rows when asked to', 11, 12, 11, true],
    ['not one bad row when asked to', 1, 5, 0, false],
    ['mostly bad rows when asked to', 3, 2, 3, true],
  ])('tolerates %s', async (_, badRows, goodRows, maxRejected, tolerated) => {
    const { source, out } = csv([HEADER, ...bad(badRows), ...good(goodRows)]);
    const preparing = prepareFer2013(source, out, { maxRejected });
    if (tolerated) expect((await preparing).rejected).toHaveLength(badRows);
    else {
      await expect(preparing).rejects.toThrow(
        /expected FER-2013 in fer2013\.csv, got \d+ bad rows beside \d+ good ones \(first: line 2: emotion.*\); nothing was written/,
      );
      expect(existsSync(out)).toBe(false);
    }
  });

  it('gives up after a hundred bad rows without reading on', async () => {
    const { source, out } = csv([HEADER, ...bad(150), ...good(5)]);
    await expect(prepareFer2013(source, out)).rejects.toThrow('got 101 bad rows beside 0 good ones');
  });

  it('refuses a csv that holds a header alone', async () => {
    const { source, out } = csv([HEADER]);
    await expect(prepareFer2013(source, out)).rejects.toThrow('prepare: expected rows in fer2013.csv, got none');
  });

  it('replaces an earlier prepared folder only on success', async () => {
    const { source, out, folder } = csv();
    await prepareFer2013(source, out);
    const first = readFileSync(join(out, 'manifest.json'), 'utf8');
    const broken = writeLines(folder, [HEADER, csvRow(9, 1)], 'broken.csv');
    await expect(prepareFer2013(broken, out)).rejects.toThrow('nothing was written');
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(first);
    await prepareFer2013(writeLines(folder, [HEADER, csvRow(1, 1)], 'less.csv'), out);
    expect(existsSync(join(out, 'test.images.bin'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['broken.csv', 'fer2013.csv', 'less.csv', 'out']);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { source, out, folder } = csv([HEADER, ...good(80)]);
    const abort = new AbortController();
    const onProgress = () => abort.abort(new Error('interrupted'));
    await expect(prepareFer2013(source, out, { signal: abort.signal, onProgress })).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['fer2013.csv']);
  });

  it('refuses to write over anything else', async () => {
    const { source, folder } = csv();
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine', 'thesis.txt'), '');
    const refused = (out: string) => expect(prepareFer2013(source, out)).rejects;
    await refused(join(folder, 'mine')).toThrow('which holds something else');
    await refused(source).toThrow('expected an output apart from the source');
    await refused(folder).toThrow('expected an output apart from the source');
    writeFileSync(join(folder, 'file'), '');
    await refused(join(folder, 'file')).toThrow('expected a folder to write to, got the file');
    expect(readdirSync(join(folder, 'mine'))).toEqual(['thesis.txt']);
    mkdirSync(join(folder, 'empty'));
    await prepareFer2013(source, join(folder, 'empty'));
  });

  it('reports progress up to the end', async () => {
    const { source, out } = csv([HEADER, csvRow(9, 1), ...GOOD.slice(1)]);
    const progress: PrepareProgress[] = [];
    await prepareFer2013(source, out, { onProgress: (step) => progress.push(step) });
    const size = readFileSync(source).length;
    expect(progress[0]).toMatchObject({ stage: 'reading', total: size, unit: 'bytes' });
    expect(progress.at(-1)).toEqual({
      stage: 'verifying',
      done: size,
      total: size,
      unit: 'bytes',
      images: 4,
      rejected: 1,
    });
  });
});
