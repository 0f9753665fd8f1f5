import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchImages, noiseBatches, readSplit, validationImages, writeImages } from '../../../packages/fer-core/src/bench/bench-images';

describe('benchImages', () => {
  it('repeats its faces after 512', () => {
    const { images, labels, ids, count } = benchImages('train', 514, [16, 16, 1]);
    expect([count, images.length, labels.length, new Set(ids).size]).toEqual([514, 514 * 256, 514, 514]);
    expect(images.subarray(512 * 256)).toEqual(images.subarray(0, 2 * 256));
    expect(images.subarray(0, 256)).not.toEqual(images.subarray(256, 512));
  });
});

describe('noiseBatches', () => {
  it('gives eight different batches of bytes and labels, the same each time', () => {
    const batches = noiseBatches(3, [4, 4, 1], 7);
    expect(batches).toHaveLength(8);
    expect(batches[0]!.images).toHaveLength(48);
    expect(batches[0]!.images).not.toEqual(batches[1]!.images);
    expect(Math.max(...batches.flatMap(({ images }) => [...images]))).toBeGreaterThan(240);
    expect(new Set(batches.flatMap(({ labels }) => [...labels]))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
    expect(noiseBatches(3, [4, 4, 1], 7)).toEqual(batches);
  });
});

describe('writeImages', () => {
  it('leaves bytes that are read back as they were, a tenth for validation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fer-bench-images-'));
    try {
      await writeImages(folder, 14, [16, 16, 1]);
      const train = await readSplit(folder, 'train', [16, 16, 1]);
      const made = benchImages('train', 14, [16, 16, 1]);
      expect(train.images).toEqual(made.images);
      expect(train.labels).toEqual(made.labels);
      expect(statSync(join(folder, 'validation.images.bin')).size).toBe(256);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('validates on at least one image', () => {
    expect([3, 14, 15, 4096].map(validationImages)).toEqual([1, 1, 2, 410]);
  });
});
