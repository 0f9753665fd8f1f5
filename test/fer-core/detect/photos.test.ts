import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFaces } from '../../../packages/fer-core/src/detect/detect-faces';
import { readPhoto } from '../../../packages/fer-core/src/photos/read-photo';

const data = process.env.FER_DATA ?? '';
const missing = !data ? 'FER_DATA is not set' : ['photos', 'group-photo.jpg'].filter((name) => !existsSync(path.join(data, name))).join(', ');
if (missing) console.warn(`detection in photos: skipped, ${missing}`);

/** Centres of the six faces that a person sees in group-photo.jpg. */
const GROUP = [[364, 417], [632, 490], [898, 441], [1247, 459], [1590, 444], [1085, 1200]] as const;

describe.skipIf(missing)('detectFaces on photos', () => {
  it('finds the six faces of the group, whatever their size, and nothing else', async () => {
    const faces = await detectFaces(await readPhoto(path.join(data, 'group-photo.jpg')));
    for (const [x, y] of GROUP) {
      const around = faces.filter(({ box: [left, top, right, bottom] }) => x > left && x < right && y > top && y < bottom);
      expect(around).toHaveLength(1);
    }
    expect(faces).toHaveLength(6);
  });
});
