import { describe, expect, it } from 'vitest';
import { ALIGNMENTS, alignFace, fivePoints, pointsBox, type AlignFaceOptions } from '../../../packages/fer-core/src/align/align-face';
import { CONTOUR_POINTS, INNER_POINTS, MIRRORED_POINTS, RIGID_POINTS } from '../../../packages/fer-core/src/evaluate/geometry/landmark-points';
import { FIVE_POINT_FACE, MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { similarityAround, transformPoints, type PlanarTransform } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import type { Point } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { InputError } from '../../../packages/fer-core/src/input-error';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';

/** A dark photo with a bright, soft spot at each of some points, drawn from its formula. */
function spots(width: number, height: number, points: readonly Point[], deviation: number): Photo {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = points.reduce((sum, [u, v]) => sum + 220 * Math.exp(-((x - u) ** 2 + (y - v) ** 2) / (2 * deviation ** 2)), 10);
      pixels.fill(Math.min(255, Math.round(level)), (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return { width, height, pixels };
}

/** The centre of brightness around a place, in the first channel. */
function centreNear(image: Float32Array, size: number, channels: number, [x0, y0]: Point, radius: number): Point {
  let [sum, x1, y1] = [0, 0, 0];
  for (let y = Math.ceil(y0 - radius); y <= y0 + radius; y++) {
    for (let x = Math.ceil(x0 - radius); x <= x0 + radius; x++) {
      const weight = Math.max(0, image[(y * size + x) * channels]! - 0.08);
      sum += weight;
      x1 += weight * x;
      y1 += weight * y;
    }
  }
  return [x1 / sum, y1 / sum];
}

/** Spots far enough apart to be told from each other. */
const SPOTS = [36, 45, 30, 48, 54];
/** A face turned, scaled and moved. */
const PLACED: [string, PlanarTransform][] = [
  ['as it is', [1, 0, 30, 0, 1, 25]],
  ['half a pixel aside', [1, 0, 30.5, 0, 1, 25.5]],
  ['turned by 30° and doubled', similarityAround([56, 70], [160, 150], 2, Math.PI / 6)],
  ['upside down and smaller', similarityAround([56, 70], [120, 130], 0.8, Math.PI)],
];

describe('alignFace', () => {
  describe.each(['similarity68', 'similarity5', 'affine68'] as const)('%s', (alignment) => {
    it.each(PLACED)('brings a mean face %s back into its place, to a tenth of a pixel', (_, placed) => {
      const points = transformPoints(placed, MEAN_FACE);
      const marked = SPOTS.map((index) => points[index]!);
      const photo = spots(320, 300, marked, 2.2 * Math.hypot(placed[0], placed[3]));
      const { image, points: aligned, size } = alignFace(photo, points, { alignment });
      // Five points of the mean face and of the template differ by the shape of the mean face itself.
      if (alignment !== 'similarity5') aligned.forEach(([x, y], index) => expect(Math.hypot(x - MEAN_FACE[index]![0], y - MEAN_FACE[index]![1])).toBeLessThan(1e-6));
      for (const index of SPOTS) {
        const [x, y] = centreNear(image, size, 3, aligned[index]!, 8);
        expect(Math.hypot(x - aligned[index]![0], y - aligned[index]![1])).toBeLessThan(0.1);
      }
    });
  });

  it('puts the five points exactly where face recognition has them', () => {
    const placed = similarityAround([56, 70], [100, 90], 1.3, -0.4);
    const { points } = alignFace(spots(200, 200, [], 1), transformPoints(placed, FIVE_POINT_FACE), { alignment: 'similarity5' });
    points.forEach(([x, y], index) => expect(Math.hypot(x - FIVE_POINT_FACE[index]![0], y - FIVE_POINT_FACE[index]![1])).toBeLessThan(1e-9));
  });

  it('keeps an expression that affine68 takes away: an open mouth stays open', () => {
    const opened = MEAN_FACE.map(([x, y], index): Point => [x, index >= 55 && index <= 59 ? y + 12 : index >= 65 ? y + 10 : index >= 5 && index <= 11 ? y + 8 : y]);
    const height = (points: readonly Point[]): number => points[57]![1] - points[51]![1];
    const photo = spots(112, 112, [], 1);
    const [rigid, affine] = (['similarity68', 'affine68'] as const).map((alignment) => height(alignFace(photo, opened, { alignment }).points));
    expect(rigid).toBeCloseTo(height(opened), 6);
    expect(affine).toBeLessThan(height(opened) - 1);
  });

  it('is right at the border: the first pixel stays in its place, and beyond it is repeated or black', () => {
    const photo: Photo = { width: 40, height: 40, pixels: Uint8Array.from({ length: 40 * 40 * 3 }, (_, at) => 40 + (Math.floor(at / 3) % 40) * 5) };
    // The mean face's picture begins 10 pixels left of the photo, and its pixels lie on the photo's.
    const points = transformPoints([1, 0, -10, 0, 1, -10], MEAN_FACE);
    const belowPhoto = (border: 'repeat' | 'black', x: number): number => alignFace(photo, points, { border, channels: 1 }).image[60 * 112 + x]! * 255;
    const row = (border: 'repeat' | 'black', x: number): number => alignFace(photo, points, { border, channels: 1 }).image[30 * 112 + x]! * 255;
    expect([row('repeat', 10), row('repeat', 11), row('repeat', 49)].map(Math.round)).toEqual([40, 45, 235]);
    expect([row('repeat', 0), row('repeat', 80)].map(Math.round)).toEqual([40, 235]);
    expect([row('black', 0), row('black', 80), belowPhoto('black', 30)].map(Math.round)).toEqual([0, 0, 0]);
    expect([row('black', 10), row('black', 49)].map(Math.round)).toEqual([40, 235]);
  });

  it('cuts out an upright square for `none`, the face as large as the mean face', () => {
    const turned = transformPoints(similarityAround([56, 70], [90, 80], 1.5, 0.3), MEAN_FACE);
    const { points, transform } = alignFace(spots(200, 200, [], 1), turned, { alignment: 'none' });
    expect([transform[1], transform[3]].map(Math.abs)).toEqual([0, 0]);
    const [left, top, right, bottom] = pointsBox(points);
    const [left0, top0, right0, bottom0] = pointsBox(MEAN_FACE);
    expect(Math.max(right - left, bottom - top)).toBeCloseTo(Math.max(right0 - left0, bottom0 - top0), 9);
    expect(left + right).toBeCloseTo(left0 + right0, 9);
  });

  it.each<[string, AlignFaceOptions]>([
    ['alignment', { alignment: 'none' }],
    ['size', { size: 48 }],
    ['channels', { channels: 1 }],
    ['zoom', { zoom: 0.7 }],
    ['centre', { centre: [55.5, 63.8] as const }],
    ['border', { border: 'black' }],
  ])('changes its result with %s', (_, options) => {
    const points = transformPoints(similarityAround([56, 70], [30, 30], 0.9, 0.2), MEAN_FACE);
    const photo = spots(80, 80, points.slice(30, 50), 2);
    expect(alignFace(photo, points, options).image).not.toEqual(alignFace(photo, points).image);
  });

  it('keeps the centre when the size changes: half the size shows the same face', () => {
    const points = transformPoints([1.5, 0, 20, 0, 1.5, 10], MEAN_FACE);
    const photo = spots(220, 220, points, 4);
    const { points: small, image } = alignFace(photo, points, { size: 56 });
    expect(image).toHaveLength(56 * 56 * 3);
    small.forEach(([x, y], index) => {
      expect(x + 0.5).toBeCloseTo((MEAN_FACE[index]![0] + 0.5) / 2, 6);
      expect(y + 0.5).toBeCloseTo((MEAN_FACE[index]![1] + 0.5) / 2, 6);
    });
  });

  it('gives the mean over the area where a large face becomes small: stripes of one pixel turn gray', () => {
    const photo: Photo = { width: 900, height: 900, pixels: Uint8Array.from({ length: 900 * 900 * 3 }, (_, at) => (Math.floor(at / 3) % 2) * 200) };
    const { image } = alignFace(photo, transformPoints([8, 0, 0, 0, 8, 0], MEAN_FACE), { channels: 1 });
    for (const x of [20, 56, 90]) expect(Math.abs(image[56 * 112 + x]! * 255 - 100)).toBeLessThan(12);
  });

  const photo = spots(50, 50, [], 1);
  it.each<[string, () => unknown, string]>([
    ['four points', () => alignFace(photo, MEAN_FACE.slice(0, 4)), 'alignFace: expected 68 points, got 4'],
    ['five points for all', () => alignFace(photo, FIVE_POINT_FACE), 'alignFace: expected 68 points, got 5'],
    ['six points for five', () => alignFace(photo, MEAN_FACE.slice(0, 6), { alignment: 'similarity5' }), 'expected 68 or 5 points, got 6'],
    ['points at one place', () => alignFace(photo, MEAN_FACE.map((): Point => [3, 3])), 'points apart from each other, got all at (3, 3)'],
    ['rigid points at one place', () => alignFace(photo, MEAN_FACE.map((point, index): Point => (RIGID_POINTS.includes(index) ? [3, 3] : point))), 'at one place'],
    ['points on a line', () => alignFace(photo, MEAN_FACE.map(([x]): Point => [x, 2 * x]), { alignment: 'affine68' }), 'on one line'],
    ['NaN', () => alignFace(photo, MEAN_FACE.map(([x, y], index): Point => [index === 7 ? NaN : x, y])), 'expected (x, y) as point 7, got (NaN, 117.41)'],
    ['an unknown alignment', () => alignFace(photo, MEAN_FACE, { alignment: 'best' as 'none' }), `one of ${ALIGNMENTS.join(', ')}, got best`],
    ['size 7', () => alignFace(photo, MEAN_FACE, { size: 7 }), 'at least 8 pixels, got 7'],
    ['zoom 0', () => alignFace(photo, MEAN_FACE, { zoom: 0 }), 'a positive zoom, got 0'],
    ['a centre that is nowhere', () => alignFace(photo, MEAN_FACE, { centre: [NaN, 5] }), 'a finite centre, got (NaN, 5)'],
    ['two channels', () => alignFace(photo, MEAN_FACE, { channels: 2 as 1 }), '1 or 3 channels, got 2'],
    ['another border', () => alignFace(photo, MEAN_FACE, { border: 'white' as 'black' }), "'repeat' or 'black', got white"],
    ['a photo cut short', () => alignFace({ ...photo, height: 60 }, MEAN_FACE), 'a photo of 50×60×3 bytes, got 7500 bytes'],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(InputError);
    expect(act).toThrow(message);
  });
});

describe('landmark points', () => {
  it('splits 68 points into 17 of the contour and 51 within', () => {
    expect(CONTOUR_POINTS).toHaveLength(17);
    expect(INNER_POINTS).toHaveLength(51);
    expect([...CONTOUR_POINTS, ...INNER_POINTS]).toEqual(Array.from({ length: 68 }, (_, index) => index));
  });

  it('mirrors the mean face onto itself', () => {
    const mirrored = MIRRORED_POINTS.map((index): Point => [112 - MEAN_FACE[index]![0], MEAN_FACE[index]![1]]);
    mirrored.forEach(([x, y], index) => expect(Math.hypot(x - MEAN_FACE[index]![0], y - MEAN_FACE[index]![1])).toBeLessThan(1.2));
    expect(MIRRORED_POINTS.map((index) => MIRRORED_POINTS[index])).toEqual(Array.from({ length: 68 }, (_, index) => index));
  });

  it('takes eyes, nose and mouth corners as the five points; the mean face has them where the template has', () => {
    fivePoints(MEAN_FACE).forEach(([x, y], index) => expect(Math.hypot(x - FIVE_POINT_FACE[index]![0], y - FIVE_POINT_FACE[index]![1])).toBeLessThan(2.2));
  });
});
