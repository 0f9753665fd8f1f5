import type { Pictures } from '../backend';

const CELL = 24;

/**
 * Draws a confusion matrix: a row a truth, a column an answer, white for all images of that truth.
 * @param confusion counts [classes][classes], row = truth
 */
export function confusionPicture(confusion: readonly (readonly number[])[]): Pictures {
  const side = confusion.length * CELL;
  const pixels = new Uint8Array(side * side);
  confusion.forEach((row, truth) => {
    const total = Math.max(1, row.reduce((sum, count) => sum + count, 0));
    row.forEach((count, answer) => {
      const level = Math.round((255 * count) / total);
      for (let y = 0; y < CELL; y++) pixels.fill(level, (truth * CELL + y) * side + answer * CELL, (truth * CELL + y) * side + (answer + 1) * CELL);
    });
  });
  return { pixels, count: 1, height: side, width: side, channels: 1 };
}
