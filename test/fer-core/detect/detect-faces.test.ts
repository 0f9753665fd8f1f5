import { beforeAll, describe, expect, it } from 'vitest';
import { backendMemory } from '../../../packages/fer-core/src/backend';
import { boxOverlap } from '../../../packages/fer-core/src/detect/box-overlap';
import { detectFaces } from '../../../packages/fer-core/src/detect/detect-faces';
import type { DetectedFace } from '../../../packages/fer-core/src/detect/detected-face';
import type { Box } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { facesOnCanvas, type PlacedFace } from './faces-on-canvas';

const LARGE = { seed: 1, size: 280, left: 20, top: 20 };
const MEDIUM = { seed: 2, size: 100, left: 400, top: 50 };
const MEDIUM_TOO = { seed: 3, size: 100, left: 560, top: 60 };
const SMALL = { seed: 4, size: 60, left: 500, top: 300 };
const TINY = { seed: 5, size: 40, left: 100, top: 450 };
const ALL = facesOnCanvas([LARGE, MEDIUM, MEDIUM_TOO, SMALL, TINY]);

/** About where the face is in its picture. */
const boxOf = ({ size, left, top }: PlacedFace): Box => [left + 0.15 * size, top + 0.2 * size, left + 0.85 * size, top + 0.9 * size];
const finds = (faces: DetectedFace[], placed: PlacedFace): boolean => faces.some(({ box }) => boxOverlap(box, boxOf(placed)) > 0.5);

describe('detectFaces', () => {
  beforeAll(() => detectFaces(ALL));

  it('finds large and small faces, each once, the surest first', async () => {
    const faces = await detectFaces(ALL);
    expect(faces).toHaveLength(4);
    for (const placed of [LARGE, MEDIUM, MEDIUM_TOO, SMALL]) expect(finds(faces, placed)).toBe(true);
    const scores = faces.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    scores.forEach((score) => expect(score).toBeGreaterThanOrEqual(0.5));
  });

  it('tells eyes, nose and mouth, left and right being the subject’s', async () => {
    for (const { box, keypoints } of await detectFaces(ALL)) {
      const { rightEye, leftEye, nose, mouth } = keypoints!;
      const size = box[2] - box[0];
      expect(leftEye[0] - rightEye[0]).toBeGreaterThan(0.25 * size); // the subject looks at us: its right is on our left
      expect(nose[1]).toBeGreaterThan(Math.max(rightEye[1], leftEye[1]));
      expect(mouth[1]).toBeGreaterThan(nose[1]);
      for (const [x, y] of [rightEye, leftEye, nose, mouth]) {
        expect(x > box[0] && x < box[2] && y > box[1] && y < box[3]).toBe(true);
      }
    }
  });

  it('finds nothing where there is nothing', async () => {
    expect(await detectFaces(facesOnCanvas([]))).toEqual([]);
    expect(await detectFaces({ width: 1, height: 1, pixels: new Uint8Array(3) })).toEqual([]);
  });

  it('finds a face that fills the photo and follows one that moves by a fraction of its size', async () => {
    const [face] = await detectFaces(facesOnCanvas([{ seed: 7, size: 48, left: 0, top: 0 }], 48, 48));
    expect(boxOverlap(face!.box, boxOf({ seed: 7, size: 48, left: 0, top: 0 }))).toBeGreaterThan(0.5);
    const [here] = await detectFaces(facesOnCanvas([{ seed: 2, size: 300, left: 200, top: 100 }]));
    const [there] = await detectFaces(facesOnCanvas([{ seed: 2, size: 300, left: 230, top: 140 }]));
    expect(Math.abs(there!.box[0] - here!.box[0] - 30)).toBeLessThan(6);
    expect(Math.abs(there!.box[1] - here!.box[1] - 40)).toBeLessThan(6);
  });

  it('finds the same face in a photo of twice the size', async () => {
    const photo = facesOnCanvas([LARGE]);
    const twice = { width: 1600, height: 1200, pixels: new Uint8Array(3 * 1600 * 1200) };
    for (let y = 0; y < 1200; y++) {
      for (let x = 0; x < 1600; x++) {
        const from = 3 * ((y >> 1) * 800 + (x >> 1));
        twice.pixels.set(photo.pixels.subarray(from, from + 3), 3 * (y * 1600 + x));
      }
    }
    const [small] = await detectFaces(photo);
    const [large] = await detectFaces(twice);
    // A pixel's centre at x becomes two at 2x and 2x + 1.
    large!.box.forEach((side, i) => expect(Math.abs(side - (2 * small!.box[i]! + 0.5))).toBeLessThan(4));
  });

  it('smallestFace: looks for smaller ones only where asked', async () => {
    expect((await detectFaces(ALL, { smallestFace: 0.3 })).map((face) => finds([face], LARGE))).toEqual([true]);
    expect(await detectFaces(ALL, { smallestFace: 0.05 })).toHaveLength(4);
    const all = await detectFaces(ALL, { smallestFace: 0.025 });
    expect(all).toHaveLength(5);
    expect(finds(all, TINY)).toBe(true);
  });

  it('smallestFace auto: looks closer where it found nothing, and behind crowds', async () => {
    const lonely = facesOnCanvas([{ seed: 5, size: 36, left: 700, top: 420 }], 1600, 1200);
    expect(await detectFaces(lonely, { smallestFace: 0.05 })).toEqual([]);
    expect(await detectFaces(lonely)).toHaveLength(1);
    const tiny = { seed: 5, size: 56, left: 1200, top: 900 };
    const crowd = facesOnCanvas([...[0, 1, 2, 3].map((seed) => ({ seed, size: 120, left: 100 + 200 * seed, top: 300 })), tiny], 1600, 1200);
    expect(finds(await detectFaces(crowd, { smallestFace: 0.05 }), tiny)).toBe(false);
    expect(finds(await detectFaces(crowd), tiny)).toBe(true);
  });

  it('minScore and maxFaces leave out the less sure', async () => {
    const all = await detectFaces(ALL);
    const between = (all[1]!.score + all[2]!.score) / 2;
    expect(await detectFaces(ALL, { minScore: between, smallestFace: 0.05 })).toHaveLength(2);
    expect(await detectFaces(ALL, { maxFaces: 3 })).toEqual(all.slice(0, 3));
  });

  it('gives the same answer each time and keeps no tensors', async () => {
    const first = await detectFaces(ALL);
    const { tensors } = backendMemory();
    expect(await detectFaces(ALL)).toEqual(first);
    expect(backendMemory().tensors).toBe(tensors);
  });

  it('refuses options out of range and pixels that do not fit', async () => {
    const refusal = async (work: Promise<unknown>, message: string): Promise<void> => {
      await expect(work).rejects.toThrow(new InputError(message));
    };
    await refusal(detectFaces(ALL, { detector: 'dlib' as 'haar' }), 'detectFaces: expected detector to be one of blazeface, haar, got dlib');
    await refusal(detectFaces(ALL, { minScore: 0 }), 'detectFaces: expected minScore in (0, 1), got 0');
    await refusal(detectFaces(ALL, { minScore: NaN }), 'detectFaces: expected minScore in (0, 1), got NaN');
    await refusal(detectFaces(ALL, { maxFaces: 0 }), 'detectFaces: expected maxFaces of at least 1, got 0');
    await refusal(detectFaces(ALL, { smallestFace: 2 }), 'detectFaces: expected smallestFace in (0, 1) or auto, got 2');
    await refusal(detectFaces({ ...ALL, width: 801 }), 'detectFaces: expected RGB pixels of 801×600, got 1440000 bytes');
  });
});
