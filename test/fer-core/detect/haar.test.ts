import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFaces } from '../../../packages/fer-core/src/detect/detect-faces';
import type { DetectedFace } from '../../../packages/fer-core/src/detect/detected-face';
import { grayPixels } from '../../../packages/fer-core/src/detect/gray-pixels';
import { readPhoto } from '../../../packages/fer-core/src/photos/read-photo';
import { facesOnCanvas } from './faces-on-canvas';

const PHOTO = facesOnCanvas([
  { seed: 1, size: 280, left: 20, top: 20 },
  { seed: 2, size: 100, left: 400, top: 50 },
  { seed: 3, size: 100, left: 560, top: 60 },
  { seed: 4, size: 60, left: 500, top: 300 },
  { seed: 5, size: 40, left: 100, top: 450 },
  { seed: 6, size: 24, left: 300, top: 500 },
]);

/** Outer edges x, y, width, height and the number of agreeing windows, as OpenCV gives them. */
const asOpenCv = ({ box: [left, top, right, bottom], score }: DetectedFace): number[] => [left + 0.5, top + 0.5, right - left, bottom - top, Math.round((5 * score) / (1 - score))];
const sorted = (faces: number[][]): number[][] => [...faces].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);

describe('detectFaces with haar', () => {
  it('gives what OpenCV gives in Python, the surest first', async () => {
    // cv2 4.14: CascadeClassifier(…frontalface_default.xml).detectMultiScale2(gray, 1.1, 5) on this very picture.
    const faces = await detectFaces(PHOTO, { detector: 'haar' });
    expect(faces.map(asOpenCv)).toEqual([[400, 51, 101, 101, 54], [569, 62, 83, 83, 33], [500, 298, 57, 57, 30], [300, 497, 26, 26, 6]]);
    expect(faces[0]!.score).toBeCloseTo(54 / 59);
    expect(faces[0]!.keypoints).toBeUndefined();
  });

  it('minScore, maxFaces and smallestFace leave faces out', async () => {
    const scores = async (options: object): Promise<number> => (await detectFaces(PHOTO, { detector: 'haar', ...options })).length;
    expect(await scores({ minScore: 0.8 })).toBe(3);
    expect(await scores({ minScore: 0.05 })).toBeGreaterThan(4);
    expect(await scores({ maxFaces: 2 })).toBe(2);
    expect(await scores({ smallestFace: 0.1 })).toBe(2); // windows of at least 80 pixels
  });

  it('finds faces in a photo that it has to shrink, at their places', async () => {
    const large = facesOnCanvas([{ seed: 2, size: 800, left: 3000, top: 100 }], 5000, 1000);
    const [face] = await detectFaces(large, { detector: 'haar', smallestFace: 0.05 });
    const [left, top, right, bottom] = face!.box;
    expect(left > 2900 && top > 0 && right < 3900 && bottom < 1000).toBe(true);
    expect(right - left).toBeGreaterThan(400);
  });

  it('leaves no listeners behind that would end the process', () => {
    const texts = [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')].map(String);
    expect(texts.filter((text) => /ExitStatus|abort/.test(text))).toEqual([]);
  });
});

describe('grayPixels', () => {
  it('weighs colours as OpenCV does', () => {
    const target = new Uint8Array(4);
    grayPixels({ width: 4, height: 1, pixels: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255) }, 1, target);
    expect([...target]).toEqual([76, 150, 29, 255]);
  });

  it('shrinks by averaging and leaves out what is left over', () => {
    const gray = [10, 20, 30, 40, 99, 10, 20, 30, 40, 99, 7, 7, 7, 7, 7];
    const target = new Uint8Array(2);
    grayPixels({ width: 5, height: 3, pixels: Uint8Array.from(gray.flatMap((value) => [value, value, value])) }, 2, target);
    expect([...target]).toEqual([15, 35]);
  });
});

const data = process.env.FER_DATA ?? '';
const photos = { group: 'group-photo.jpg', two: 'photos/214426541_2.jpg', none: 'photos/106348540_1.jpg' };
const missing = !data ? 'FER_DATA is not set' : Object.values(photos).filter((name) => !existsSync(path.join(data, name))).join(', ');
if (missing) console.warn(`the Haar cascade on photos: skipped, ${missing}`);

describe.skipIf(missing)('detectFaces with haar on photos', () => {
  it('gives what OpenCV gives in Python', async () => {
    const faces = async (name: string): Promise<number[][]> => sorted((await detectFaces(await readPhoto(path.join(data, name)), { detector: 'haar' })).map(asOpenCv));
    expect(await faces(photos.none)).toEqual([]);
    expect(await faces(photos.two)).toEqual([[161, 256, 411, 411, 115], [488, 187, 373, 373, 40]]);
    expect(await faces(photos.group)).toEqual([
      [306, 347, 116, 116, 63], [438, 845, 67, 67, 11], [520, 1064, 62, 62, 8], [574, 419, 111, 111, 85], [768, 848, 571, 571, 53],
      [845, 374, 105, 105, 83], [1172, 335, 143, 143, 6], [1188, 402, 101, 101, 39], [1421, 1400, 53, 53, 14], [1535, 383, 92, 92, 15],
      [1577, 386, 69, 69, 8], [1608, 1211, 56, 56, 21], [1609, 1257, 56, 56, 10],
    ]);
  });
});
