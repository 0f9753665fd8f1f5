import { describe, expect, it } from 'vitest';
import { PLAIN_VIEW, VIEW_NUMBERS } from '../../../packages/fer-core/src/backend';
import { drawViews, NO_AUGMENTATION, seededDraw, type Augmentation } from '../../../packages/fer-core/src/train/augmentation';

const [HEIGHT, WIDTH, COUNT] = [40, 60, 400];

function views(changes: Partial<Augmentation>, seed = 1, step = 1): number[][] {
  const all = drawViews(COUNT, [HEIGHT, WIDTH], { ...NO_AUGMENTATION, ...changes }, seededDraw(seed, step));
  return Array.from({ length: COUNT }, (_, i) => [...all.subarray(i * VIEW_NUMBERS, (i + 1) * VIEW_NUMBERS)]);
}
/** Where output pixel (x, y) reads. */
const reads = ([a, b, c, d, e, f]: number[], x: number, y: number): [number, number] => [a! * x + b! * y + c!, d! * x + e! * y + f!];
const range = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
/** Smallest and largest lie inside the limits, and near them. */
function fills(values: number[], low: number, high: number): void {
  const [least, most] = range(values);
  const slack = (high - low) / 20;
  expect(least).toBeGreaterThanOrEqual(low - 1e-4);
  expect(least).toBeLessThan(low + slack);
  expect(most).toBeLessThanOrEqual(high + 1e-4);
  expect(most).toBeGreaterThan(high - slack);
}

it('leaves images as they are where everything is off', () => {
  for (const view of views({})) view.forEach((value, i) => expect(value).toBeCloseTo(PLAIN_VIEW[i]!, 5));
});

describe('each field', () => {
  it('rotationRange turns about the centre, up to so many degrees', () => {
    const all = views({ rotationRange: 30 });
    fills(all.map(([a, , , d]) => (Math.atan2(d!, a!) * 180) / Math.PI), -30, 30);
    for (const view of all) {
      const [x, y] = reads(view, (WIDTH - 1) / 2, (HEIGHT - 1) / 2);
      expect([x, y]).toEqual([expect.closeTo((WIDTH - 1) / 2, 3), expect.closeTo((HEIGHT - 1) / 2, 3)]);
      expect(view[0]! * view[4]! - view[1]! * view[3]!).toBeCloseTo(1, 5);
    }
  });
  it('widthShiftRange and heightShiftRange shift by a share of width and height', () => {
    const sideways = views({ widthShiftRange: 0.1 });
    fills(sideways.map(([, , c]) => c!), -6, 6);
    expect(range(sideways.map((view) => view[5]!)).map(Math.abs)).toEqual([expect.closeTo(0, 5), expect.closeTo(0, 5)]);
    fills(views({ heightShiftRange: 0.1 }).map((view) => view[5]!), -4, 4);
  });
  it('zoomRange scales about the centre', () => {
    const all = views({ zoomRange: 0.2 });
    fills(all.map(([a]) => a!), 0.8, 1.2);
    for (const [a, b, , d, e] of all) expect([b, d, e]).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6), expect.closeTo(a!, 6)]);
  });
  it('shearRange slants', () => {
    const all = views({ shearRange: 20 });
    fills(all.map(([, b]) => (Math.atan(b!) * 180) / Math.PI), -20, 20);
    for (const [a, , , d, e] of all) expect([a, d, e]).toEqual([1, expect.closeTo(0, 6), expect.closeTo(1, 6)]);
  });
  it('horizontalFlip mirrors half of the images', () => {
    const mirrored = views({ horizontalFlip: true }).filter(([a]) => a! < 0);
    expect(Math.abs(mirrored.length - COUNT / 2)).toBeLessThan(50); // standard deviation 10
    for (const view of mirrored) expect(reads(view, 0, 7)).toEqual([WIDTH - 1, 7]);
  });
  it('brightnessRange shifts gray levels', () => fills(views({ brightnessRange: 0.2 }).map((view) => view[7]!), -51, 51));
  it('contrastRange scales them', () => fills(views({ contrastRange: 0.4 }).map((view) => view[6]!), 0.6, 1.4));
  it('erasingProbability erases a rectangle in so many of the images, erasingShare up to so much of each', () => {
    const erased = (changes: Partial<Augmentation>) => views(changes).filter(([, , , , , , , , top, , bottom]) => bottom! > top!);
    expect(erased({ erasingProbability: 1 })).toHaveLength(COUNT);
    expect(Math.abs(erased({ erasingProbability: 0.25 }).length - COUNT / 4)).toBeLessThan(45); // standard deviation 9
    const share = (view: number[]) => ((view[10]! - view[8]!) * (view[11]! - view[9]!)) / (HEIGHT * WIDTH);
    for (const largest of [0.1, 0.3]) {
      const all = erased({ erasingProbability: 1, erasingShare: largest });
      const [least, most] = range(all.map(share));
      expect(least).toBeGreaterThan(0.015);
      expect(most).toBeLessThan(largest * 1.05); // rounded to whole pixels
      expect(most).toBeGreaterThan(largest * 0.85);
      for (const view of all) {
        expect(view[8]).toBeGreaterThanOrEqual(0);
        expect(view[9]).toBeGreaterThanOrEqual(0);
        expect(view[10]).toBeLessThanOrEqual(HEIGHT);
        expect(view[11]).toBeLessThanOrEqual(WIDTH);
        expect(view[12]).toBeLessThan(256);
      }
      expect(new Set(all.map((view) => view[12])).size).toBeGreaterThan(100);
    }
  });
});

it('draws the same views for the same seed and step only', () => {
  const changes = { rotationRange: 10, erasingProbability: 0.5 };
  expect(views(changes, 1, 1)).toEqual(views(changes, 1, 1));
  expect(views(changes, 2, 1)).not.toEqual(views(changes, 1, 1));
  expect(views(changes, 1, 2)).not.toEqual(views(changes, 1, 1));
});
