import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateFace } from '../../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { faceSeed, generateFaces } from '../../../../packages/fer-core/src/datasets/generated-faces/generate-faces';
import { labeledImagesSha256, SPLITS } from '../../../../packages/fer-core/src/datasets/labeled-images';
import { EXPRESSIONS } from '../../../../packages/fer-core/src/expressions';

const imageHashes = ({ images, count }: { images: Uint8Array; count: number }): string[] => {
  const size = images.length / count;
  return Array.from({ length: count }, (_, i) =>
    createHash('sha256')
      .update(images.subarray(i * size, (i + 1) * size))
      .digest('hex'),
  );
};

describe('generateFaces', () => {
  it('gives balanced labels and the faces that the ids name', () => {
    const faces = generateFaces({ split: 'train', count: 14, size: 24, channels: 3 });
    expect(faces).toMatchObject({
      name: 'generated-faces',
      split: 'train',
      classes: EXPRESSIONS,
      count: 14,
      height: 24,
      width: 24,
      channels: 3,
    });
    expect([...faces.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6]);
    const [, expression, seed] = /^(\w+)-(\d+)$/.exec(faces.ids[9])!;
    expect(expression).toBe('fear');
    const { image } = generateFace({ seed: Number(seed), expression: 'fear', size: 24, channels: 3 });
    expect(faces.images.subarray(9 * image.length, 10 * image.length)).toEqual(image);
  });

  it('is the same again, as it has always been', () => {
    const faces = generateFaces({ split: 'validation', count: 21, seed: 4 });
    // Taken from this program on 2026-11-25.
    expect(labeledImagesSha256(faces)).toBe('9aac6b7c683e39574cbb572234af173637a7e3791cae7f9f723abd23f22cbaba');
  });

  it.each([
    ['split', { split: 'test' as const }],
    ['seed', { seed: 1 }],
    ['size', { size: 17 }],
    ['channels', { channels: 3 as const }],
    ['count', { count: 8 }],
  ])('changes with %s', (_, change) => {
    const plain = { split: 'train' as const, count: 7, size: 16 };
    expect(labeledImagesSha256(generateFaces({ ...plain, ...change }))).not.toBe(
      labeledImagesSha256(generateFaces(plain)),
    );
  });

  it('never shows a face in two splits, whatever the seeds', () => {
    const seeds = SPLITS.map(
      (split) =>
        new Set(
          [0, 1, 2, 77, -5, 2 ** 31].flatMap((seed) =>
            Array.from({ length: 3000 }, (_, i) => faceSeed(split, seed, i)),
          ),
        ),
    );
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect([...seeds[a]].filter((seed) => seeds[b].has(seed))).toEqual([]);
    const pictures = SPLITS.flatMap((split) => imageHashes(generateFaces({ split, count: 35, size: 16 })));
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  it("can be told apart: other persons' faces find the right expression", () => {
    const size = 24;
    const still = { yaw: 0, pitch: 0, roll: 0, shift: [0, 0] as const, scale: 0.36, noise: 0, blur: 0 };
    /** The middle of the picture, with mean 0 and length 1. */
    const feature = (seed: number, label: number) => {
      const { image } = generateFace({ seed, expression: EXPRESSIONS[label], size, intensity: 1, scene: still });
      const values = Float64Array.from(image).filter(
        (_, at) => at % size > 4 && at % size < size - 5 && at > 6 * size,
      );
      const mean = values.reduce((sum, value) => sum + value) / values.length;
      const length = Math.hypot(...values.map((value) => value - mean));
      return values.map((value) => (value - mean) / length);
    };
    const known = EXPRESSIONS.map((_, label) =>
      Array.from({ length: 30 }, (__, seed) => feature(7 * seed + label, label)),
    );
    const means = known.map((features) =>
      features[0].map((_, at) => features.reduce((sum, values) => sum + values[at], 0)),
    );
    let hits = 0;
    for (let i = 0; i < 140; i++) {
      const values = feature(10_000 + i, i % 7);
      const likeness = means.map((mean) => mean.reduce((sum, value, at) => sum + value * values[at], 0));
      if (likeness.indexOf(Math.max(...likeness)) === i % 7) hits++;
    }
    expect(hits / 140).toBeGreaterThan(0.4); // chance: 0.143
  });

  it.each([0, -1, 1.5, 2 ** 28 + 1])('refuses a count of %s', (count) => {
    expect(() => generateFaces({ split: 'train', count })).toThrow(
      `expected a count from 1 to 268435456, got ${count}`,
    );
  });

  it('refuses a size, channels and a seed that generateFace refuses, before any memory is taken', () => {
    const plain = { split: 'train' as const, count: 1 };
    expect(() => generateFaces({ ...plain, size: 3.5, count: 2 ** 28 })).toThrow(
      'expected a whole size of at least 16 pixels, got 3.5',
    );
    expect(() => generateFaces({ ...plain, channels: 2 as 3 })).toThrow('expected 1 or 3 channels, got 2');
    expect(() => generateFaces({ ...plain, seed: 0.5 })).toThrow('expected a whole number as seed, got 0.5');
  });
});
