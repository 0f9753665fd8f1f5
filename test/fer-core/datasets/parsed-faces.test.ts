import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawFaceRegions } from '../../../packages/fer-core/src/datasets/draw-face-regions';
import { FACE_REGIONS, faceRegion, UNKNOWN_REGION } from '../../../packages/fer-core/src/datasets/face-regions';
import { loadParsedFaces } from '../../../packages/fer-core/src/datasets/parsed-faces';
import { regionOverlap } from '../../../packages/fer-core/src/evaluate/region-overlap';
import { temporaryFolder } from './temporary-folder';

/** One picture of 4×5 pixels, whose segmentation counts through the classes. */
async function fixture(): Promise<string> {
  const folder = temporaryFolder();
  await sharp({ create: { width: 5, height: 4, channels: 3, background: '#804020' } }).png().toFile(join(folder, '000000.png'));
  await sharp(Uint8Array.from({ length: 20 }, (_, i) => (i === 19 ? 255 : i)), { raw: { width: 5, height: 4, channels: 1 } }).toColourspace('b-w').png().toFile(join(folder, '000000_seg.png'));
  writeFileSync(join(folder, '000000_ldmks.txt'), Array.from({ length: 70 }, (_, i) => `${i}.5 ${2 * i}`).join('\n') + '\n');
  return folder;
}

describe('loadParsedFaces', () => {
  it('reads picture, 68 of the 70 points, and regions by class', async () => {
    const [face, ...others] = await loadParsedFaces(await fixture());
    expect(others).toEqual([]);
    expect(face!.photo).toMatchObject({ width: 5, height: 4 });
    expect(face!.points.length).toBe(68);
    expect(face!.points[67]).toEqual([67.5, 134]);
    const named = (i: number): string => FACE_REGIONS[face!.regions[i]!] ?? 'unknown';
    expect([1, 2, 3, 4, 5, 6].map(named)).toEqual(['skin', 'nose', 'leftEye', 'rightEye', 'leftBrow', 'rightBrow']);
    expect([9, 10, 11, 13, 14].map(named)).toEqual(['mouthInterior', 'upperLip', 'lowerLip', 'background', 'skin']);
    expect([16, 19].map((i) => face!.regions[i])).toEqual([UNKNOWN_REGION, UNKNOWN_REGION]);
  });

  it('names the file that is missing or damaged', async () => {
    const folder = await fixture();
    writeFileSync(join(folder, '000000_ldmks.txt'), '1 2\n');
    await expect(loadParsedFaces(folder)).rejects.toThrow(/^loadParsedFaces: expected 70 points, found 1 in .*000000_ldmks.txt$/);
    const other = await fixture();
    rmSync(join(other, '000000_seg.png'));
    await expect(loadParsedFaces(other)).rejects.toThrow(/^loadParsedFaces: expected a segmentation, got .*000000_seg.png/);
    await expect(loadParsedFaces(temporaryFolder())).rejects.toThrow('loadParsedFaces: expected pictures named by numbers, found none');
  });
});

const real = join(process.env.FER_DATA ?? '', 'parsed');
const missing = process.env.FER_DATA && existsSync(real) ? undefined : 'no parsed faces in the folder FER_DATA names';
if (missing) console.warn(`rendered faces: skipped, ${missing}`);

it.skipIf(missing)('regions drawn from the points agree with the real segmentation', async () => {
  const faces = (await loadParsedFaces(real)).slice(0, 40);
  const { each } = regionOverlap(faces.map(({ points }) => drawFaceRegions(points, 256)), faces.map(({ regions }) => regions), FACE_REGIONS.length, UNKNOWN_REGION);
  // Left and right, and the order of the classes: a mix-up gives 0.
  for (const [name, least] of [['skin', 0.5], ['rightEye', 0.4], ['leftEye', 0.4], ['rightBrow', 0.15], ['nose', 0.3], ['upperLip', 0.35], ['lowerLip', 0.35]] as const) {
    expect(each[faceRegion(name)], name).toBeGreaterThan(least);
  }
});
