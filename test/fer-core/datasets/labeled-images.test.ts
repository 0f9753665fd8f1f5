import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { labeledImagesSha256, type LabeledImages } from '../../../packages/fer-core/src/datasets/labeled-images';

const data: LabeledImages = {
  name: 'two',
  split: 'test',
  classes: ['a', 'b'],
  count: 2,
  height: 1,
  width: 2,
  channels: 1,
  images: Uint8Array.of(1, 2, 3, 4),
  labels: Uint8Array.of(0, 1),
  ids: ['x', 'y'],
};

it('hashes the image bytes, then the labels', () => {
  expect(labeledImagesSha256(data)).toBe(
    createHash('sha256')
      .update(Uint8Array.of(1, 2, 3, 4, 0, 1))
      .digest('hex'),
  );
});

it('changes with a pixel and with a label, not with names', () => {
  const hash = labeledImagesSha256(data);
  expect(labeledImagesSha256({ ...data, images: Uint8Array.of(1, 2, 3, 5) })).not.toBe(hash);
  expect(labeledImagesSha256({ ...data, labels: Uint8Array.of(1, 1) })).not.toBe(hash);
  expect(labeledImagesSha256({ ...data, name: 'other', ids: ['p', 'q'] })).toBe(hash);
});
