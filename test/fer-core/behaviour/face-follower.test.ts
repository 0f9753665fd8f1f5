import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { fitSimilarity } from '../../../packages/fer-core/src/evaluate/geometry/fit-transform';
import { transformPoints } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import { FaceFollower } from '../../../packages/fer-core/src/behaviour/face-follower';
import { faceCalibration } from '../../../packages/fer-core/src/landmarks/face-calibrations';
import type { LandmarkFinder } from '../../../packages/fer-core/src/landmarks/landmark-finder';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { facesOnCanvas } from '../detect/faces-on-canvas';

/** Stands in for the trained network: the mean face at the keypoints it is given; faces are counted. Sure unless the photo is dark there. */
class MeanFaceFinder {
  async findBeside({ width, pixels }: Photo, faces: Parameters<LandmarkFinder['findBeside']>[1]): ReturnType<LandmarkFinder['findBeside']> {
    return faces.map(({ keypoints }) => {
      const { rightEye, leftEye, nose, mouth } = keypoints!;
      const points = transformPoints(fitSimilarity(faceCalibration('blazeface').keypoints as never, [rightEye, leftEye, nose, mouth]), MEAN_FACE);
      const [x, y] = points[30]!.map(Math.round) as [number, number];
      return { points, confidence: pixels[3 * (y * width + x)]! < 10 ? 0 : 0.9 };
    });
  }
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-follower-'));
afterAll(() => rmSync(folder, { recursive: true }));


const follower = (options = {}): FaceFollower => new FaceFollower(new MeanFaceFinder() as unknown as LandmarkFinder, { smallestFace: 0.2, ...options });
const one = { seed: 3, size: 240, left: 60, top: 60 };
const two = { seed: 8, size: 240, left: 480, top: 300 };
let both: Photo;
let first: Photo;
let empty: Photo;
beforeAll(() => {
  both = facesOnCanvas([one, two]);
  first = facesOnCanvas([one]);
  empty = { ...both, pixels: new Uint8Array(both.pixels.length) };
});

describe('FaceFollower', () => {
  it('keeps who is who from frame to frame, between the looks of the detector too', async () => {
    const following = follower();
    const before = await following.next(both, 0);
    expect(before.map(({ person }) => person)).toEqual([1, 2]);
    for (const time of [0.04, 0.08, 0.3]) {
      const now = await following.next(both, time);
      expect(now.map(({ person }) => person)).toEqual([1, 2]);
      now.forEach(({ box }, index) => box.forEach((edge, i) => expect(Math.abs(edge - before[index]!.box[i]!)).toBeLessThan(25)));
    }
  });

  it('notices who goes at once and who comes at the next look, with a number of their own', async () => {
    const following = follower();
    const start = await following.next(first, 0);
    expect(start.map(({ person }) => person)).toEqual([1]);
    expect((await following.next(both, 0.04)).map(({ person }) => person)).toEqual([1]);
    expect((await following.next(both, 0.3)).map(({ person }) => person)).toEqual([1, 2]);
    expect(await following.next(empty, 0.34)).toEqual([]);
  });

  it('knows who comes back soon, and not who comes back late', async () => {
    const following = follower();
    const [known] = await following.next(first, 0);
    await following.next(empty, 0.1);
    expect((await following.next(first, 1)).map(({ person }) => person)).toEqual([known!.person]);
    await following.next(empty, 1.1);
    expect((await following.next(first, 5)).map(({ person }) => person)).not.toEqual([known!.person]);
  });

  it('lets the detector look as often as it is told', async () => {
    const each = follower({ detectEvery: 0 });
    await each.next(first, 0);
    expect((await each.next(both, 0.04)).map(({ person }) => person)).toEqual([1, 2]);
    expect(await follower({ minScore: 0.9999 }).next(first, 0)).toEqual([]);
  });
});
