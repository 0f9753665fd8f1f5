import { Matrix } from 'ml-matrix';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resample, startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { applyMatrices } from '../../../../packages/fer-core/src/super-resolve/bicubic';
import { largestDifference, randomTensor, valueAndGradients } from '../own-operations';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const matrix = (rows: number, columns: number): number[][] => Matrix.rand(rows, columns, { random: () => Math.sin(rows * columns) / 2 + 0.5 }).to2DArray().map((row, i) => row.map((value, j) => value + i - 0.3 * j));

describe('resample', () => {
  for (const [rows, columns] of [[2, 7], [9, 3]] as const) {
    it(`multiplies from above and from the side, ${rows}×${columns} from 4×5`, () => {
      const images = randomTensor([2, 4, 5, 3], 1);
      const [above, side] = [matrix(rows, 4), matrix(columns, 5)];
      const values = images.dataSync<'float32'>();
      const [result] = valueAndGradients((x) => resample(x!, above, side), [images]);
      const expected = [0, 1].flatMap((i) => [...applyMatrices({ width: 5, height: 4, pixels: values.slice(i * 60, i * 60 + 60) }, new Matrix(above), new Matrix(side))]);
      expect(largestDifference(result!, expected)).toBeLessThan(1e-3);
      images.dispose();
    });
  }

  it('has the gradient of its transposed matrices', () => {
    const images = randomTensor([1, 4, 5, 3], 1);
    const [above, side] = [matrix(2, 4), matrix(7, 5)];
    const [, gradient] = valueAndGradients((x) => resample(x!, above, side), [images]);
    const dy = randomTensor([1, 2, 7, 3], 99);
    const expected = applyMatrices({ width: 7, height: 2, pixels: dy.dataSync<'float32'>() }, new Matrix(above).transpose(), new Matrix(side).transpose());
    expect(largestDifference(gradient!, expected)).toBeLessThan(1e-3);
    tf.dispose([images, dy]);
  });

  it('refuses matrices of another size', () => {
    tf.tidy(() => {
      expect(() => resample(tf.zeros([1, 4, 5, 3]), matrix(2, 5), matrix(2, 5))).toThrow('resample: expected matrices for 4×5 pixels, got 5×5');
    });
  });
});
