import type { JudgedImages } from './class-accuracy-payload';

/** What a number in the confusion matrix is a share of. */
export type ConfusionScale = 'counts' | 'rows' | 'columns';

/**
 * The confusion matrix as shares in [0, 1]: of all images of the true class (`rows`, recall on the diagonal),
 * of all images given that label (`columns`, precision on the diagonal), or of the largest count (`counts`).
 * A row or column without images gives null.
 */
export function confusionShares(
  confusion: readonly (readonly number[])[],
  scale: ConfusionScale,
): (number | null)[][] {
  const columns = confusion[0]?.map((_, column) => sum(confusion.map((row) => row[column]))) ?? [];
  const largest = Math.max(0, ...confusion.flat());
  return confusion.map((row) =>
    row.map((count, column) => {
      const whole = scale === 'rows' ? sum(row) : scale === 'columns' ? columns[column] : largest;
      return whole === 0 ? null : count / whole;
    }),
  );
}

/** Indices of the images of one confusion cell, the most confident first; equals keep the data set's order. */
export function imagesInCell(images: JudgedImages, truth: number, predicted: number): number[] {
  const indices: number[] = [];
  for (let index = 0; index < images.ids.length; index++) {
    if (images.truth[index] === truth && images.predicted[index] === predicted) indices.push(index);
  }
  return indices.sort((a, b) => images.confidence[b] - images.confidence[a]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
