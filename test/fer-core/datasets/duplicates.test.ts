import { describe, expect, it } from 'vitest';
import { DuplicateFinder } from '../../../packages/fer-core/src/datasets/duplicates';
import type { Split } from '../../../packages/fer-core/src/datasets/labeled-images';

function find(...images: [pixels: number[], split: Split, label: number][]) {
  const finder = new DuplicateFinder();
  images.forEach(([pixels, split, label], i) => finder.add(Uint8Array.from(pixels), `id${i}`, split, label));
  return finder.summary();
}

describe('DuplicateFinder', () => {
  it('finds none among different images', () => {
    expect(find([[1, 2], 'train', 0], [[2, 1], 'train', 0], [[1, 2, 3], 'test', 0])).toEqual({
      all: { groups: 0, images: 0, extra: 0 },
      within: {},
      across: { groups: 0, images: 0 },
      conflicting: { groups: 0, images: 0 },
      conflictingAcross: { groups: 0, images: 0 },
      groups: [],
    });
  });

  it('tells groups within a split, across splits, and with different labels apart', () => {
    const summary = find(
      [[1], 'train', 0],
      [[1], 'train', 0],
      [[1], 'train', 0], // three equal ones in train
      [[2], 'train', 3],
      [[2], 'test', 3], // the same label in two splits
      [[3], 'train', 1],
      [[3], 'train', 2], // a conflict within train
      [[4], 'validation', 5],
      [[4], 'test', 6], // a conflict across splits
      [[5], 'train', 6],
    );
    expect(summary).toMatchObject({
      all: { groups: 4, images: 9, extra: 5 },
      within: { train: { groups: 2, images: 5 } },
      across: { groups: 2, images: 4 },
      conflicting: { groups: 2, images: 4 },
      conflictingAcross: { groups: 1, images: 2 },
    });
    expect(Object.keys(summary.within)).toEqual(['train']);
    expect(summary.groups[1]).toEqual({
      ids: ['id3', 'id4'],
      splits: ['train', 'test'],
      labels: ['happy', 'happy'],
    });
    expect(summary.groups[3].labels).toEqual(['surprise', 'neutral']);
  });
});
