import { describe, expect, it } from 'vitest';
import { generateFaces } from '../../../packages/fer-core/src/datasets/generated-faces/generate-faces';
import { duplicateGroups } from '../../../packages/fer-core/src/explain/duplicate-groups';

describe('duplicateGroups', () => {
  const faces = generateFaces({ split: 'test', count: 4, size: 60 });
  const face = (index: number): Uint8Array => faces.images.subarray(index * 3600, (index + 1) * 3600);

  it('puts the same image and a lighter one of it into one group, others into none', async () => {
    const lighter = face(1).map((level) => Math.min(255, level + 6));
    const images = Buffer.concat([face(0), face(1), face(0), face(2), lighter]);
    const shares: number[] = [];
    expect(
      await duplicateGroups(
        { images, height: 60, width: 60, channels: 1 },
        { onProgress: (share) => shares.push(share) },
      ),
    ).toEqual([0, 1, 0, null, 1]);
    expect(shares.at(-1)).toBe(1);
  });

  it('does not look at images in colour', async () => {
    expect(await duplicateGroups(generateFaces({ split: 'test', count: 2, channels: 3 }))).toBeNull();
  });
});
