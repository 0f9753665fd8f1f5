import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPtsFile } from '../../../packages/fer-core/src/datasets/pts-file';
import { detectFaces } from '../../../packages/fer-core/src/detect/detect-faces';
import type { Box } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { boxAroundPoints, measureDetection, type DetectionResult } from '../../../packages/fer-core/src/detect/measure-detection';
import { photoFiles } from '../../../packages/fer-core/src/photos/photo-files';
import { readPhoto } from '../../../packages/fer-core/src/photos/read-photo';

const data = process.env.FER_DATA ?? '';
const missing = !data ? 'FER_DATA is not set' : ['photos', 'group-photo.jpg'].filter((name) => !existsSync(path.join(data, name))).join(', ');
if (missing) console.warn(`detection in photos: skipped, ${missing}`);

/** Centres of the six faces that a person sees in group-photo.jpg. */
const GROUP = [[364, 417], [632, 490], [898, 441], [1247, 459], [1590, 444], [1085, 1200]] as const;

/** Faces without landmarks in the photos. */
const FURTHER = JSON.parse(readFileSync(path.join(__dirname, '../../../benchmarks/further-faces.json'), 'utf8')) as Record<string, Box[]>;

describe.skipIf(missing)('detectFaces on photos', () => {
  it('finds the six faces of the group, whatever their size, and nothing else', async () => {
    const faces = await detectFaces(await readPhoto(path.join(data, 'group-photo.jpg')));
    for (const [x, y] of GROUP) {
      const around = faces.filter(({ box: [left, top, right, bottom] }) => x > left && x < right && y > top && y < bottom);
      expect(around).toHaveLength(1);
    }
    expect(faces).toHaveLength(6);
  });

  it('hits every annotated face of the photos, and what else it finds are faces', async () => {
    const results: DetectionResult[] = [];
    for (const file of await photoFiles(path.join(data, 'photos'))) {
      const truth = [boxAroundPoints(await readPtsFile(file.replace(/jpg$/, 'pts')))];
      const found = (await detectFaces(await readPhoto(file))).map(({ box }) => box);
      results.push({ found, truth, further: FURTHER[path.basename(file)] });
    }
    const { faces, hits, falseAlarmsPerPhoto } = measureDetection(results);
    expect([faces, hits]).toEqual([40, 40]);
    expect(falseAlarmsPerPhoto).toBeLessThan(0.05);
  }, 300_000);

  it('finds next to nothing where the faces are painted over', async () => {
    let found = 0;
    for (const file of await photoFiles(path.join(data, 'photos'))) {
      const { width, height, pixels } = await readPhoto(file);
      const face = boxAroundPoints(await readPtsFile(file.replace(/jpg$/, 'pts')), 1.6);
      for (const [left, top, right, bottom] of [face, ...(FURTHER[path.basename(file)] ?? [])]) {
        const [from, to] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(right))];
        for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++) pixels.fill(128, 3 * (y * width + from), 3 * (y * width + to));
      }
      found += (await detectFaces({ width, height, pixels })).length;
    }
    expect(found).toBeLessThanOrEqual(2);
  }, 300_000);
});
