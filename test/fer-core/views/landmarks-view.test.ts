import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { landmarkError } from '../../../packages/fer-core/src/landmarks/landmark-error';
import { DISPLAY, isContourPoint, LANDMARKS_MIME, landmarksView, meanShapeOn, parseLandmarks, pointErrors } from '../../../packages/fer-core/src/views';
import { imageBytes } from '../../../packages/fer-core/src/views/embedded-image';
import { landmarks } from './landmarks-fixture';

const payload = await landmarksView(landmarks).payload();

describe('landmarksView', () => {
  it('carries photo, boxes and points over the wire and back', async () => {
    const bundle = await landmarksView(landmarks)[DISPLAY]();
    const read = parseLandmarks(JSON.parse(JSON.stringify(bundle[LANDMARKS_MIME])));
    expect(read).toEqual(payload);
    expect(read.faces[0]).toMatchObject({ box: [10, 30, 100, 120], score: 0.9, confidence: 0.75 });
    expect(read.faces[0]!.points).toEqual(MEAN_FACE);
    const { data } = await sharp(imageBytes(read.photo.picture.image)).raw().toBuffer({ resolveWithObject: true });
    expect(new Uint8Array(data)).toEqual(landmarks.photo.pixels);
    const aligned = await sharp(imageBytes(read.faces[0]!.aligned!.image)).raw().toBuffer();
    expect(new Set(aligned)).toEqual(new Set([128]));
  });

  it('draws a box around the points where there is none', () => {
    expect(payload.faces[1]).toMatchObject({ box: [13.74, 38.55, 98.1, 118.99], score: null, confidence: null, truth: null, aligned: null });
  });

  it('shows a picture and text where the extension is absent', async () => {
    const bundle = await landmarksView(landmarks)[DISPLAY]();
    expect(bundle['text/html']).toMatch(/^<figure.*<img src="data:image\/png;base64,/);
    expect(bundle['text/html']).toContain('two &lt;faces&gt;.jpg');
    expect(bundle['text/plain']).toMatch(/2 faces\nface 1: box 90 × 90 px at \(10, 30\), score 90\.0 %, landmarks' confidence 75\.0 %, error 1\.9 % of/);
    const painted = await sharp(Buffer.from(/base64,([^"]+)/.exec(bundle['text/html'] as string)![1]!, 'base64')).raw().toBuffer();
    const [x, y] = MEAN_FACE[30]!.map(Math.round) as [number, number];
    expect([...painted.subarray(3 * (y * 120 + x), 3 * (y * 120 + x) + 3)]).toEqual([47, 129, 199]);
  });

  it('takes a face as recognition gives it, aligned pixels without points', async () => {
    const aligned = { size: 2, channels: 1, pixels: Uint8Array.from([1, 2, 3, 4]) };
    const { faces } = await landmarksView({ ...landmarks, faces: [{ landmarks: MEAN_FACE, aligned }] }).payload();
    expect(faces[0]!.aligned).toMatchObject({ points: null, image: { width: 2, height: 2 } });
    expect([...(await sharp(imageBytes(faces[0]!.aligned!.image)).toColourspace('b-w').raw().toBuffer())]).toEqual([1, 2, 3, 4]);
  });

  it('says so where no face was found', async () => {
    const bundle = await landmarksView({ ...landmarks, faces: [] })[DISPLAY]();
    expect(bundle['text/plain']).toContain('no face found');
  });

  it.each([
    ['five points', [{ landmarks: MEAN_FACE.slice(0, 5) }], 'landmarksView: expected landmarks of face 0 to be 68, got 5'],
    ['points that are not finite', [{ landmarks: MEAN_FACE.map(() => [NaN, 1] as const) }], 'expected landmarks of face 0 to be finite (x, y), got (NaN, 1)'],
    ['a wrong truth', [{ landmarks: MEAN_FACE, truth: [] }], 'expected truth of face 0 to be 68, got 0'],
  ])('refuses %s', (_, faces, message) => {
    expect(() => landmarksView({ ...landmarks, faces })).toThrow(message);
  });

  it('refuses a photo of other bytes', () => {
    expect(() => landmarksView({ ...landmarks, photo: { width: 2, height: 2, pixels: new Uint8Array(5) } })).toThrow('expected a photo of 2×2×3 bytes, got 5');
  });
});

describe('parseLandmarks', () => {
  const [face] = payload.faces;
  it.each([
    ['nothing', undefined, 'landmarks view: expected the payload to be an object, got nothing'],
    ['a newer version', { ...payload, version: 2 }, 'a newer FER Workbench made this output'],
    ['67 points', { ...payload, faces: [{ ...face, points: face!.points.slice(1) }] }, 'expected faces[0].points to be a list of 68, got a list of 67'],
    ['a point of one number', { ...payload, faces: [{ ...face, points: [[1], ...face!.points.slice(1)] }] }, 'expected faces[0].points[0].row to be a list of 2'],
    ['a score above 1', { ...payload, faces: [{ ...face, score: 90 }] }, 'expected faces[0].score to be a number from 0 to 1, got 90'],
    ['an image that is none', { ...payload, photo: { ...payload.photo, picture: { ...payload.photo.picture, image: { ...payload.photo.picture.image, data: '"><script>' } } } }, 'expected photo.picture.image.data to be base64'],
    ['another kind of image', { ...payload, photo: { ...payload.photo, picture: { ...payload.photo.picture, image: { ...payload.photo.picture.image, mimeType: 'image/svg+xml' } } } }, 'to be image/png or image/jpeg or image/webp'],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseLandmarks(value)).toThrow(message);
  });
});

describe('pointErrors', () => {
  it('is the error that landmarks are evaluated with', () => {
    const found = MEAN_FACE.map(([x, y], index) => [x + index / 10, y - 1] as const);
    const errors = pointErrors(found, MEAN_FACE);
    const { all, inner } = landmarkError(found, MEAN_FACE);
    expect(errors.all).toBeCloseTo(all);
    expect(errors.inner).toBeCloseTo(inner);
    expect(errors.pixels[0]).toBe(1);
    expect(errors.pixels[67]).toBeCloseTo(Math.hypot(6.7, 1));
  });
});

describe('meanShapeOn', () => {
  it('lies on a face that is the mean face, turned and moved', () => {
    const turned = MEAN_FACE.map(([x, y]) => [300 - 2 * y, 40 + 2 * x] as const);
    meanShapeOn(turned).forEach(([x, y], index) => {
      expect(x).toBeCloseTo(turned[index]![0], 6);
      expect(y).toBeCloseTo(turned[index]![1], 6);
    });
  });

  it('is not drawn along by the mouth', () => {
    const talking = MEAN_FACE.map(([x, y], index) => (index >= 48 ? [x, y + 20] as const : [x, y] as const));
    meanShapeOn(talking).forEach((point, index) => expect(point[1]).toBeCloseTo(MEAN_FACE[index]![1], 6));
  });
});

describe('isContourPoint', () => {
  it('holds for the first 17 of 68', () => {
    expect(MEAN_FACE.map((_, index) => isContourPoint(index)).lastIndexOf(true)).toBe(16);
  });
});
