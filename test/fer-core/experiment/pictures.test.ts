import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { generateFace } from '../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { generateFaces } from '../../../packages/fer-core/src/datasets/generated-faces/generate-faces';
import { INNER_POINTS } from '../../../packages/fer-core/src/evaluate/geometry/landmark-points';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import type { Point } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { alignedImages } from '../../../packages/fer-core/src/experiment/aligned-images';
import { alignedTruth, landmarkSpread } from '../../../packages/fer-core/src/experiment/landmark-spread';
import { drawGroupPhoto, drawPaperPhotos, HELD_OUT_EVERY, photosByLearning } from '../../../packages/fer-core/src/experiment/paper-photos';
import { grayPhoto, pictureSheet } from '../../../packages/fer-core/src/experiment/picture-sheet';
import { ENLARGEMENTS, reducedImages } from '../../../packages/fer-core/src/experiment/reduced-images';
import { smallPictureLandmarks } from '../../../packages/fer-core/src/experiment/small-picture-landmarks';
import { landmarkFinder } from '../../../packages/fer-core/src/landmarks/find-landmarks';
import { landmarkError } from '../../../packages/fer-core/src/landmarks/landmark-error';
import { faceSuperResolver } from '../../../packages/fer-core/src/super-resolve/face-super-resolver';
import { temporaryFolder } from '../datasets/temporary-folder';
import { drawnFaceFolder } from '../landmarks/drawn-faces';

const faces = generateFaces({ split: 'test', count: 7 });

describe('pictureSheet', () => {
  it('lays pictures out with their borders continued', () => {
    const small = { images: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]), height: 2, width: 2 };
    const { photo, places } = pictureSheet(small, 1, 1);
    expect([photo.width, photo.height, places]).toEqual([4, 4, [[1, 1]]]);
    expect([...photo.pixels].filter((_, i) => i % 3 === 0)).toEqual([5, 5, 6, 6, 5, 5, 6, 6, 7, 7, 8, 8, 7, 7, 8, 8]);
    expect([...grayPhoto(small, 1).pixels]).toEqual([5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8]);
  });
});

describe('smallPictureLandmarks and alignedImages', () => {
  it('find points of 48×48 pixels in the pixels of each picture, and none in noise-free gray', async () => {
    const { image, landmarks } = generateFace({ seed: 5, expression: 'neutral', scene: { yaw: 0, roll: 0 } });
    const images = new Uint8Array(3 * image.length).fill(90);
    images.set(image, image.length);
    const points = await smallPictureLandmarks(await landmarkFinder(), { ...faces, count: 3, images });
    expect([points[0], points[2]]).toEqual([null, null]);
    expect(landmarkError(points[1]!, landmarks).all).toBeLessThan(0.2);
  });

  it('draw each picture anew by its points; without points it keeps itself; alignments differ', () => {
    const turned = MEAN_FACE.map(([x, y]): Point => [0.4 * x + 0.06 * y - 1, -0.06 * x + 0.4 * y + 3]);
    const points = [turned, null, ...new Array<null>(5).fill(null)];
    const size = 48 * 48;
    const before = Uint8Array.from(faces.images);
    alignedImages({ ...faces, images: Buffer.from(faces.images.buffer) }, points, 'affine68');
    expect(faces.images, 'the pictures given stay as they are').toEqual(before);
    const first = (alignment: 'similarity5' | 'affine68'): Uint8Array => alignedImages(faces, points, alignment).images;
    expect(first('affine68').subarray(size)).toEqual(faces.images.subarray(size));
    expect(first('affine68').subarray(0, size)).not.toEqual(faces.images.subarray(0, size));
    expect(first('affine68').subarray(0, size)).not.toEqual(first('similarity5').subarray(0, size));
  });
});

describe('reducedImages', () => {
  it('keeps the size, loses detail, and enlarges differently each way', async () => {
    const resolver = await faceSuperResolver();
    const all = [];
    for (const enlargement of ENLARGEMENTS) all.push((await reducedImages(faces, enlargement, resolver)).images);
    for (const images of all) {
      expect(images.length).toBe(faces.images.length);
      const difference = images.reduce((sum, level, i) => sum + Math.abs(level - faces.images[i]), 0) / images.length;
      expect(difference).toBeGreaterThan(1);
      expect(difference).toBeLessThan(20);
    }
    expect(all[0]).not.toEqual(all[1]);
    expect(all[1]).not.toEqual(all[2]);
  });
});

describe('landmarkSpread', () => {
  const square: Point[] = MEAN_FACE.map(([x, y]) => [x, y]);
  const moved = (right: number): Point[] => square.map(([x, y]) => [x + right, y]);
  const eyes = Math.hypot(MEAN_FACE[45][0] - MEAN_FACE[36][0], MEAN_FACE[45][1] - MEAN_FACE[36][1]);

  it('is the root of the mean squared distance from the mean, by the distance of the eyes', () => {
    expect(landmarkSpread([square, square], [0, 1], INNER_POINTS)).toBeCloseTo(0, 6);
    expect(landmarkSpread([moved(-3), moved(3)], [0, 1], INNER_POINTS)).toBeCloseTo(3 / eyes, 9);
    expect(landmarkSpread([moved(-3), moved(3)], [1, 1], INNER_POINTS)).toBeCloseTo(0, 6);
  });

  it('vanishes when alignment undoes how a face is turned, which cutting out cannot', () => {
    const photo = { width: 112, height: 112, pixels: new Uint8Array(3 * 112 * 112) };
    const turned = square.map(([x, y]): Point => [0.9 * x - 0.2 * y + 20, 0.2 * x + 0.9 * y]);
    const two = [{ photo, found: square, truth: square }, { photo, found: turned, truth: turned }];
    expect(landmarkSpread(alignedTruth(two, 'similarity68'), [0, 1], INNER_POINTS)).toBeLessThan(1e-6);
    expect(landmarkSpread(alignedTruth(two, 'none'), [0, 1], INNER_POINTS)).toBeGreaterThan(0.02);
  });
});

describe('drawn and held-out faces', () => {
  it('draw a face of each expression for Figure 3', () => {
    const { photo, faces: drawn } = drawGroupPhoto();
    expect(drawn.map(({ expression }) => expression)).toEqual(faces.classes);
    expect(photo.pixels.length).toBe(3 * photo.width * photo.height);
    for (const { points } of drawn) for (const [x, y] of points) expect(x >= 0 && x < photo.width && y >= 0 && y < photo.height).toBe(true);
  });

  it('hold out what the landmark network held out', () => {
    const config = parse(readFileSync('configs/landmarks.json', 'utf8')) as { data: { folder: string; heldOutEvery: number }[] };
    expect(HELD_OUT_EVERY).toEqual(Object.fromEntries(config.data.map(({ folder, heldOutEvery }) => [path.basename(folder), heldOutEvery])));
  });

  it('are told apart by whether the landmark network learned from them', async () => {
    const root = temporaryFolder();
    const [afw, others] = [await drawnFaceFolder(path.join(root, 'afw'), 6, 48), await drawnFaceFolder(path.join(root, 'others'), 9, 48)];
    const photos = drawPaperPhotos(8).map((photo, index) => ({ ...photo, name: `face${index}_1.jpg` }));
    const names = (some: readonly { name: string }[]): string[] => some.map(({ name }) => name);
    const { learned, other } = await photosByLearning(photos, [afw, others]);
    // Of afw every fifth photograph is held out; of other folders nothing was learned.
    expect(names(learned)).toEqual(['face1_1.jpg', 'face2_1.jpg', 'face3_1.jpg', 'face4_1.jpg']);
    expect(names(other)).toEqual(['face0_1.jpg', 'face5_1.jpg', 'face6_1.jpg', 'face7_1.jpg']);
    expect((await photosByLearning(photos, [others])).learned).toEqual([]);
  });
});
