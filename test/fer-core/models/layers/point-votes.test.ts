import { expect, it } from 'vitest';
import { startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { pointVotes } from '../../../../packages/fer-core/src/models/layers/point-votes';

await startBackend();
const CONTEXT = { training: false, follow: () => undefined };

/** Scores, distances to the right and down of two points in 2 × 3 cells. */
function votesOf(cells: [score: number, right: number, down: number][][], stride: number): number[] {
  return tf.tidy(() => {
    const values = Array.from({ length: 6 }, (_, cell) => [0, 1, 2].flatMap((part) => cells.map((point) => point[cell]![part]!))).flat();
    const layer = pointVotes([2, 3, 6], stride);
    return [...layer.forward([tf.tensor4d(values, [1, 2, 3, 6])], {}, CONTEXT).dataSync()];
  });
}

const none = [-100, 0, 0] as [number, number, number];

it('gives the centre of the cell that scores, plus its distance', () => {
  const first = [none, none, none, none, [0, 0, 0], none] as [number, number, number][]; // row 1, column 1
  const second = [none, none, [3, 0.25, -0.5], none, none, none] as [number, number, number][]; // row 0, column 2
  const [x1, y1, variance1, x2, y2, variance2] = votesOf([first, second], 8);
  expect([x1, y1, x2, y2]).toEqual([11.5, 11.5, 21.5, -0.5].map((value) => expect.closeTo(value, 4)));
  expect([variance1, variance2]).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3)]);
});

it('weights votes by the softmax of their scores and tells their variance', () => {
  // Cells (0, 0) and (0, 1) with shares ¼ and ¾.
  const point = [[0, 0, 0], [Math.log(3), 0, 0], none, none, none, none] as [number, number, number][];
  const agreeing = [[0, 1, 0], [Math.log(3), 0, 0], none, none, none, none] as [number, number, number][];
  const [x, y, variance, x2, , variance2] = votesOf([point, agreeing], 4);
  expect([x, y, variance]).toEqual([1.5 + 0.75 * 4, 1.5, 16 * 0.25 * 0.75].map((value) => expect.closeTo(value, 4)));
  expect([x2, variance2]).toEqual([expect.closeTo(5.5, 4), expect.closeTo(0, 4)]);
});

it('stays finite for scores of any size, and so do its gradients', () => {
  const layer = pointVotes([2, 2, 3], 4);
  const gradient = tf.tidy(() => {
    const x = tf.tensor4d([1e4, 0, 0, -1e4, 1, 1, 5e3, 0, 0, 0, 2, 2], [1, 2, 2, 3]);
    return [...tf.grad((input) => tf.sum(tf.square(layer.forward([input], {}, CONTEXT))))(x).dataSync()];
  });
  expect(gradient.every(Number.isFinite)).toBe(true);
  expect(gradient.some((value) => value !== 0)).toBe(true);
});

it('tells three channels a point from another number, and its stride changes the result', () => {
  expect(() => pointVotes([2, 2, 7], 4)).toThrow('three channels a point, got 7 channels');
  const point = [none, none, none, none, none, [0, 0, 0]] as [number, number, number][];
  expect(votesOf([point, point], 4)).not.toEqual(votesOf([point, point], 8));
});
