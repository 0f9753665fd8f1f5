import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FER2013_COUNTS } from '../../../packages/fer-core/src/datasets/fer2013-counts';
import { loadLabeledImages } from '../../../packages/fer-core/src/datasets/load-labeled-images';
import type { Manifest } from '../../../packages/fer-core/src/datasets/manifest';
import { prepareFer2013 } from '../../../packages/fer-core/src/datasets/prepare-fer2013';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';

const root = join(process.env.FER_DATA ?? '', 'fer2013');
const missing = !process.env.FER_DATA
  ? 'FER_DATA is not set'
  : existsSync(root)
    ? undefined
    : `${root} is not there`;
if (missing) console.warn(`Skipped, real FER-2013: ${missing}`);

/** Prepares 32,298 JPEG files: half a minute on two quiet cores. */
describe.skipIf(missing)('FER-2013 in class folders', () => {
  let manifest: Manifest;
  let folder: string;
  let out: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fer-core-'));
    out = join(folder, 'fer2013');
    manifest = await prepareFer2013(root, out);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the published number of images in each split and class, and not one that is refused', () => {
    for (const split of ['train', 'validation'] as const) {
      const { count, perClass } = manifest.splits[split]!;
      expect(EXPRESSIONS.map((name) => perClass[name])).toEqual(FER2013_COUNTS[split]);
      expect(count).toBe(split === 'train' ? 28_709 : 3_589);
    }
    expect(manifest.rejected).toEqual([]);
    expect(manifest.warnings).toEqual(['there is no test split; FER-2013 has 3,589 images in it']);
  });

  it('has the duplicates that are known of it, within and across the splits, some with different labels', () => {
    expect(manifest.duplicates).toMatchObject({
      all: { groups: 1273, images: 2805, extra: 1532 },
      within: { train: { groups: 1035, images: 2271 }, validation: { groups: 26, images: 52 } },
      across: { groups: 270, images: 631 },
      conflicting: { groups: 47, images: 129 },
      conflictingAcross: { groups: 13, images: 44 },
    });
  });

  it('loads as it was prepared, and equals what the folders themselves give', async () => {
    const prepared = await loadLabeledImages(out, 'validation');
    const folders = await loadLabeledImages(root, 'validation');
    expect(prepared.count).toBe(3_589);
    expect(Buffer.compare(prepared.images, folders.images)).toBe(0);
    expect(Buffer.compare(prepared.labels, folders.labels)).toBe(0);
    expect(prepared.ids).toEqual(folders.ids);
  }, 120_000);
});
