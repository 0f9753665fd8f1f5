import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PLAIN_VIEW, randomView, startBackend, tf, VIEW_NUMBERS, type LevelRange, type Tensor } from '../../../../packages/fer-core/src/backend';
import { levelRange, preprocess } from '../../../../packages/fer-core/src/models/preprocess';
import { drawViews, NO_AUGMENTATION, seededDraw } from '../../../../packages/fer-core/src/train/augmentation';
import { largestDifference, noOwnOperations, randomTensor, withOperations } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const RAW: LevelRange = { scale: 1, shift: 0 };
const [HEIGHT, WIDTH] = [5, 7];

/** Whole gray levels, [3, 5, 7, 2]. */
const images = (): Tensor => tf.tidy(() => tf.floor(randomTensor([3, HEIGHT, WIDTH, 2], 1, [0, 255.99])));
/** A view of numbers that differ from the plain one. */
const view = (changes: Record<number, number>): number[] => PLAIN_VIEW.map((value, i) => changes[i] ?? value);
const look = (x: Tensor, views: number[][], range = RAW): Tensor => randomView(x, tf.tensor2d(views, [views.length, VIEW_NUMBERS]), range);

for (const kind of ['own', 'stock'] as const) {
  describe.skipIf(kind === 'own' && skipped)(`with ${kind} operations`, () => {
    const seen = (change: number[] | number[][], range = RAW): { from: Float32Array; to: Float32Array } =>
      withOperations(kind, () =>
        tf.tidy(() => {
          const x = images();
          const views = Array.isArray(change[0]) ? (change as number[][]) : [change, change, change] as number[][];
          return { from: x.dataSync<'float32'>().slice(), to: look(x, views, range).dataSync<'float32'>().slice() };
        }),
      );
    /** What a function of an input's pixel coordinates gives, borders repeated. */
    const expected = (from: Float32Array, at: (x: number, y: number) => [number, number]): Float32Array => {
      const clip = (value: number, length: number): number => Math.min(Math.max(value, 0), length - 1);
      return from.map((_, i) => {
        const [c, x, y, n] = [i % 2, Math.floor(i / 2) % WIDTH, Math.floor(i / 2 / WIDTH) % HEIGHT, Math.floor(i / 2 / WIDTH / HEIGHT)];
        const [fromX, fromY] = at(x, y);
        return from[((n * HEIGHT + clip(fromY, HEIGHT)) * WIDTH + clip(fromX, WIDTH)) * 2 + c]!;
      });
    };

    it.each(['unit', 'symmetric'] as const)('the plain view is the image in the input range %s, to the last bit or the one before', (range) => {
      const { to } = seen([...PLAIN_VIEW], levelRange(range));
      const plain = tf.tidy(() => preprocess(images(), range).dataSync());
      expect(largestDifference(to, plain)).toBeLessThan(2e-7);
    });

    it('the plain view keeps every gray level', () => {
      const { from, to } = seen([...PLAIN_VIEW]);
      expect(to).toEqual(from);
    });

    it.each([[1, 0], [-2, 0], [0, 3], [2, -1]])('shifts by whole pixels (%i, %i) and repeats the border', (dx, dy) => {
      const { from, to } = seen(view({ 2: dx, 5: dy }));
      expect(to).toEqual(expected(from, (x, y) => [x + dx, y + dy]));
      expect(to).not.toEqual(from);
    });

    it('mirrors', () => {
      const { from, to } = seen(view({ 0: -1, 2: WIDTH - 1 }));
      expect(to).toEqual(expected(from, (x, y) => [WIDTH - 1 - x, y]));
    });

    it('reads between two pixels what lies between them', () => {
      const { from, to } = seen(view({ 2: 0.25 }));
      const next = expected(from, (x, y) => [x + 1, y]);
      expect(largestDifference(to, from.map((value, i) => 0.75 * value + 0.25 * next[i]!))).toBeLessThan(1e-3);
    });

    it('erases a rectangle, its bottom and right outside it, with the gray level given', () => {
      const { from, to } = seen(view({ 8: 1, 9: 2, 10: 3, 11: 6, 12: 77 }), { scale: 2, shift: -1 });
      const inside = (i: number): boolean => {
        const [x, y] = [Math.floor(i / 2) % WIDTH, Math.floor(i / 2 / WIDTH) % HEIGHT];
        return y >= 1 && y < 3 && x >= 2 && x < 6;
      };
      expect(to).toEqual(from.map((value, i) => (inside(i) ? 77 : value) * 2 - 1));
    });

    it('gain turns about the middle, offset is added, and both are clipped to 0 … 255', () => {
      const { from, to } = seen(view({ 6: 1.5, 7: 40 }));
      const levels = from.map((value) => Math.min(255, Math.max(0, (value - 127.5) * 1.5 + 127.5 + 40)));
      expect(largestDifference(to, levels)).toBeLessThan(1e-4);
      expect([...to].filter((value) => value === 0 || value === 255).length).toBeGreaterThan(10);
    });

    it('gives each image of a batch its own view', () => {
      const { from, to } = seen([view({}), view({ 7: 300 }), view({ 7: -300 })]);
      const size = HEIGHT * WIDTH * 2;
      expect(to.slice(0, size)).toEqual(from.slice(0, size));
      expect(to.slice(size, 2 * size).every((value) => value === 255)).toBe(true);
      expect(to.slice(2 * size).every((value) => value === 0)).toBe(true);
    });
  });
}

it.skipIf(skipped)('our own operation and the composed one agree on drawn views', () => {
  const everything = {
    ...NO_AUGMENTATION,
    ...{ rotationRange: 30, widthShiftRange: 0.2, heightShiftRange: 0.2, zoomRange: 0.3, shearRange: 20, horizontalFlip: true },
    ...{ brightnessRange: 0.2, contrastRange: 0.4, erasingProbability: 0.5 },
  };
  const [own, stock] = (['own', 'stock'] as const).map((kind) =>
    withOperations(kind, () =>
      tf.tidy(() => {
        const views = tf.tensor2d(drawViews(32, [24, 20], everything, seededDraw(3, 4)), [32, VIEW_NUMBERS]);
        return randomView(randomTensor([32, 24, 20, 1], 1, [0, 255]), views, levelRange('unit')).dataSync();
      }),
    ),
  );
  expect(largestDifference(own!, stock!)).toBeLessThan(2e-4);
});

it.skipIf(skipped)('refuses views of another length', () => {
  const short = (): unknown => withOperations('own', () => tf.tidy(() => randomView(images(), tf.zeros([3, 12]), RAW)));
  expect(short).toThrow(/views must be \[batch, 13\]/);
});
