import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { faceSheet } from '../../../../packages/fer-core/src/datasets/generated-faces/face-sheet';

it('draws a row an expression and a column a person; seed and people change it', async () => {
  const sheet = await faceSheet({ people: 2 });
  expect(await sharp(sheet).metadata()).toMatchObject({
    format: 'png',
    width: 84 + 2 * 116 + 4,
    height: 8 * 116 + 4,
  });
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(await faceSheet({ people: 2, seed: 1 }))).toBe(hash(sheet));
  expect(hash(await faceSheet({ people: 2, seed: 2 }))).not.toBe(hash(sheet));
  expect((await sharp(await faceSheet({ people: 1 })).metadata()).width).toBe(84 + 116 + 4);
});
