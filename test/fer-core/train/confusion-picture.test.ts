import { expect, it } from 'vitest';
import { confusionPicture } from '../../../packages/fer-core/src/train/confusion-picture';

it('shows each truth as a row, each answer as a column, white for all of a row', () => {
  const { pixels, height, width } = confusionPicture([[3, 1], [0, 0]]);
  const cell = height / 2;
  const at = (x: number, y: number): number => pixels[y * width + x]!;
  expect([at(0, 0), at(cell, 0), at(0, cell), at(cell, cell)]).toEqual([191, 64, 0, 0]);
  expect([at(cell - 1, cell - 1), at(2 * cell - 1, cell - 1)]).toEqual([191, 64]);
});
