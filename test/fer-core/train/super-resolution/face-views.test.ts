import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invertTransform, transformPoint } from '../../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import { startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { faceRegion, FACE_REGIONS, REGION_OF_GENERATED, UNKNOWN_REGION } from '../../../../packages/fer-core/src/datasets/face-regions';
import { generateFace } from '../../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { regionOverlap } from '../../../../packages/fer-core/src/evaluate/region-overlap';
import { psnr } from '../../../../packages/fer-core/src/evaluate/psnr';
import { bicubicResize } from '../../../../packages/fer-core/src/super-resolve/bicubic';
import { degrade, enlarge } from '../../../../packages/fer-core/src/super-resolve/degrade';
import { seededDraw } from '../../../../packages/fer-core/src/train/augmentation';
import { drawFaceView, SOURCE_SIDE, viewedFace } from '../../../../packages/fer-core/src/train/super-resolution/face-views';
import { resolveSuperResolutionConfig, type SuperResolutionViews } from '../../../../packages/fer-core/src/train/super-resolution/super-resolution-config';
import { enlargedViews, sharpViews } from '../../../../packages/fer-core/src/train/super-resolution/super-resolution-objective';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const { image, landmarks, parsing } = generateFace({ seed: 5, expression: 'happy', size: 256, channels: 3 });
const photo = { width: 256, height: 256, pixels: image };
const known = viewedFace({ name: 'drawn', photo, points: landmarks, regions: parsing.map((label) => REGION_OF_GENERATED[label]!) });
const told = viewedFace({ name: 'drawn', photo, points: landmarks });
const { views: USUAL } = resolveSuperResolutionConfig({});
const STILL: SuperResolutionViews = { smallest: 80, largest: 80, shift: 0, rotation: 0, mirror: false, contrast: 0, brightness: 0, noise: 0 };

const seen = (map: readonly number[], light: readonly number[] = [1, 0, 0, 0]): Float32Array =>
  tf.tidy(() => sharpViews(tf.tensor4d(Float32Array.from(known.pixels), [1, SOURCE_SIDE, SOURCE_SIDE, 3]), tf.tensor2d([[...map]]), tf.tensor2d([[...light]])).dataSync<'float32'>().slice());

describe('a view of a face', () => {
  it('has its points and its regions where its pixels come from', () => {
    for (let step = 0; step < 4; step++) {
      const view = drawFaceView(known, 64, USUAL, seededDraw(3, step));
      const drawn = drawFaceView(told, 64, USUAL, seededDraw(3, step));
      expect(drawn.points).toEqual(view.points);
      const { each } = regionOverlap([drawn.regions], [view.regions], FACE_REGIONS.length, UNKNOWN_REGION);
      for (const name of ['skin', 'rightEye', 'leftEye', 'mouthInterior'] as const) expect(each[faceRegion(name)], `${name} of view ${step}`).toBeGreaterThan(0.35);
    }
  });

  it('is mirrored with left and right exchanged', () => {
    const draws = Array.from({ length: 12 }, (_, step) => drawFaceView(known, 64, { ...STILL, mirror: true }, seededDraw(8, step)));
    const mirrored = draws.find(({ map }) => map[0] < 0)!;
    const plain = draws.find(({ map }) => map[0] > 0)!;
    expect(mirrored.points[36]![0]).toBeLessThan(mirrored.points[45]![0]); // the subject's right eye stays on the picture's left
    expect(mirrored.points[36]![0]).toBeCloseTo(127 - plain.points[45]![0], 4);
    expect(mirrored.map[0]).toBeCloseTo(-plain.map[0], 6);
  });

  it('reads the pixels its map names, and changes their light', () => {
    const map = drawFaceView(known, 64, STILL, seededDraw(1, 1)).map;
    const pixels = seen(map);
    const [x, y] = [64, 84];
    const [u, v] = transformPoint(map, [x, y]);
    const near = known.pixels[(Math.round(v) * SOURCE_SIDE + Math.round(u)) * 3]!;
    expect(Math.abs(pixels[(y * 128 + x) * 3]! - near)).toBeLessThan(25);
    expect(seen(map, [1, 10, 0, -10])[(y * 128 + x) * 3]! - pixels[(y * 128 + x) * 3]!).toBe(10);
    expect(seen(map, [0, 0, 0, 0])[0]).toBe(128);
    expect(Math.max(...seen(map, [1, 300, 300, 300]))).toBe(255);
    expect(transformPoint(invertTransform(map), [u, v])).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
  });

  it('is drawn from its settings', () => {
    const print = (changes: Partial<SuperResolutionViews>): string => JSON.stringify(drawFaceView(told, 32, { ...STILL, ...changes }, seededDraw(2, 7)));
    const changes: Partial<SuperResolutionViews>[] = [{}, { smallest: 60 }, { largest: 99 }, { shift: 4 }, { rotation: 10 }, { contrast: 0.2 }, { brightness: 9 }, { mirror: true }];
    expect(new Set(changes.map(print)).size).toBe(changes.length);
  });
});

it('enlarged views are made as degrade and enlarge make them', () => {
  const sharp = bicubicResize(photo, 128, 128);
  const ours = tf.tidy(() => enlargedViews(tf.tensor4d(Float32Array.from(sharp.pixels), [1, 128, 128, 3])).dataSync<'float32'>().slice());
  expect(psnr(ours, enlarge(degrade(sharp)).pixels)).toBeGreaterThan(60); // ties are rounded the other way
});
