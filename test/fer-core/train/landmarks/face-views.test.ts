import { describe, expect, it } from 'vitest';
import type { LandmarkFace } from '../../../../packages/fer-core/src/datasets/landmark-faces';
import { seededDraw } from '../../../../packages/fer-core/src/train/augmentation';
import { drawMisplacement, drawView, plainView, viewedFace, type FaceViewSettings } from '../../../../packages/fer-core/src/train/landmarks/face-views';
import { MEAN_FACE } from '../../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { transformPoint } from '../../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import { drawnFaces } from '../../landmarks/drawn-faces';

const STILL = { rotation: 0, scale: 0, shift: 0 };
/** Nothing is disturbed. */
const PLAIN: FaceViewSettings = {
  ...{ detected: STILL, refined: STILL, detectedShare: 0, stretch: 0, slant: 0, mirror: false, coarseShare: 0, coarsest: 40 },
  ...{ gamma: 1, sideLight: 0, noise: 0, hiddenShare: 0, hiddenSide: 0.5, elsewhereShare: 0 },
};
const face = viewedFace(drawnFaces(1, 160)[0]!);

/** A picture with bright spots on some points of a face. */
function spotted(marked: readonly number[]): LandmarkFace {
  const points = MEAN_FACE.map(([x, y]) => [2 * x + 10, 2 * y + 5] as const);
  const size = 250;
  const pixels = Uint8Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [at % size, Math.floor(at / size)];
    return Math.min(255, marked.reduce((sum, index) => sum + 120 * Math.exp(-((x - points[index]![0]) ** 2 + (y - points[index]![1]) ** 2) / 18), 90));
  });
  return { file: 'spots.png', width: size, height: size, pixels, points };
}

/** The centre of what is brighter than its surroundings, near a place. */
function brightest(pixels: Uint8Array, size: number, [x0, y0]: readonly [number, number]): [number, number] {
  const inside: { x: number; y: number; level: number }[] = [];
  for (let y = Math.max(0, Math.ceil(y0 - 5)); y <= Math.min(size - 1, y0 + 5); y++) {
    for (let x = Math.max(0, Math.ceil(x0 - 5)); x <= Math.min(size - 1, x0 + 5); x++) inside.push({ x, y, level: pixels[y * size + x]! });
  }
  const ground = Math.min(...inside.map(({ level }) => level)) + 12;
  const lit = inside.map((one) => ({ ...one, weight: Math.max(0, one.level - ground) }));
  const sum = lit.reduce((total, { weight }) => total + weight, 0);
  return [lit.reduce((total, { x, weight }) => total + x * weight, 0) / sum, lit.reduce((total, { y, weight }) => total + y * weight, 0) / sum];
}

describe('views of a face', () => {
  it('keep every point on what it marks: turned, stretched, mirrored, coarse', () => {
    const marked = [30, 36, 54];
    const settings = { ...PLAIN, detected: { rotation: 30, scale: 0.15, shift: 0.05 }, detectedShare: 1, stretch: 0.1, slant: 5, mirror: true, coarseShare: 0.5, coarsest: 60 };
    const source = viewedFace(spotted(marked));
    let mirrored = 0;
    for (let seed = 0; seed < 24; seed++) {
      const { pixels, points } = drawView(source, 112, settings, seededDraw(5, seed));
      const isMirrored = brightest(pixels, 112, points[45]!).some(Number.isNaN) ? false : Math.hypot(...difference(brightest(pixels, 112, points[45]!), points[45]!)) < 0.6;
      mirrored += isMirrored ? 1 : 0;
      for (const index of isMirrored ? [30, 45, 48] : marked) {
        expect(Math.hypot(...difference(brightest(pixels, 112, points[index]!), points[index]!))).toBeLessThan(0.6);
      }
    }
    expect(mirrored).toBeGreaterThan(5);
    expect(mirrored).toBeLessThan(19);
  });

  it('are the plain crop where nothing is to be disturbed, lit differently at most', () => {
    const plain = plainView(face, 112);
    const drawn = drawView(face, 112, PLAIN, seededDraw(1, 1));
    expect(drawn.points).toEqual(plain.points);
    expect(plain.points[30]![0]).toBeGreaterThan(45);
    expect(plain.points[30]![0]).toBeLessThan(66);
  });

  it('depend on their seed alone', () => {
    const settings = { ...PLAIN, detected: { rotation: 20, scale: 0.2, shift: 0.1 }, detectedShare: 1, noise: 10, hiddenShare: 1 };
    expect(drawView(face, 48, settings, seededDraw(1, 2))).toEqual(drawView(face, 48, settings, seededDraw(1, 2)));
    expect(drawView(face, 48, settings, seededDraw(1, 3))).not.toEqual(drawView(face, 48, settings, seededDraw(1, 2)));
  });

  it.each<[string, Partial<FaceViewSettings>]>([
    ['detected.rotation', { detectedShare: 1, detected: { ...STILL, rotation: 20 } }],
    ['detected.scale', { detectedShare: 1, detected: { ...STILL, scale: 0.3 } }],
    ['detected.shift', { detectedShare: 1, detected: { ...STILL, shift: 0.1 } }],
    ['refined.rotation', { refined: { ...STILL, rotation: 20 } }],
    ['refined.scale', { refined: { ...STILL, scale: 0.3 } }],
    ['refined.shift', { refined: { ...STILL, shift: 0.1 } }],
    ['stretch', { stretch: 0.2 }],
    ['slant', { slant: 10 }],
    ['mirror', { mirror: true }],
    ['coarseShare', { coarseShare: 1 }],
    ['gamma', { gamma: 2 }],
    ['sideLight', { sideLight: 0.5 }],
    ['noise', { noise: 20 }],
    ['hiddenShare', { hiddenShare: 1 }],
    ['elsewhereShare', { elsewhereShare: 1 }],
  ])('change with %s', (_, change) => {
    const views = (settings: FaceViewSettings): Uint8Array[] => [1, 2, 3, 4].map((step) => drawView(face, 48, settings, seededDraw(1, step)).pixels);
    expect(views({ ...PLAIN, ...change })).not.toEqual(views(PLAIN));
  });

  it.each<[string, Partial<FaceViewSettings>, Partial<FaceViewSettings>]>([
    ['detectedShare', { detected: { ...STILL, shift: 0.1 } }, { detectedShare: 1 }],
    ['coarsest', { coarseShare: 1, coarsest: 16 }, { coarsest: 44 }],
    ['hiddenSide', { hiddenShare: 1, hiddenSide: 0.2 }, { hiddenSide: 0.8 }],
  ])('change with %s where it counts', (_, base, change) => {
    const views = (settings: FaceViewSettings): Uint8Array[] => [1, 2, 3, 4].map((step) => drawView(face, 48, settings, seededDraw(1, step)).pixels);
    expect(views({ ...PLAIN, ...base, ...change })).not.toEqual(views({ ...PLAIN, ...base }));
  });

  it('say so where no whole face is seen, and then none is in its place', () => {
    for (let step = 0; step < 20; step++) {
      const { isFace, points } = drawView(face, 112, { ...PLAIN, elsewhereShare: 1 }, seededDraw(2, step));
      expect(isFace).toBe(false);
      const [x, y] = points[30]!;
      expect(Math.hypot(x - 55.5, y - 55.5)).toBeGreaterThan(30);
    }
    expect(drawView(face, 112, PLAIN, seededDraw(2, 0)).isFace).toBe(true);
  });

  it('are misplaced within their bounds', () => {
    for (let step = 0; step < 50; step++) {
      const [x, y] = transformPoint(drawMisplacement({ rotation: 10, scale: 0.2, shift: 0.1 }, { stretch: 0, slant: 0 }, 101, seededDraw(1, step)), [50, 50]);
      expect(Math.max(Math.abs(x - 50), Math.abs(y - 50))).toBeLessThanOrEqual(10.1);
    }
  });
});

function difference([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] {
  return [a - c, b - d];
}
