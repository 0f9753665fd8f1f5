import { InputError } from '../input-error';

/**
 * Counts `confusion[truth][predicted]`.
 * @param truth class indices of the images.
 * @param predicted class indices said by the model, in the same order.
 * @param classes number of classes.
 * @throws InputError for lists of different length or an index outside [0, classes).
 */
export function confusionMatrix(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  if (truth.length !== predicted.length) {
    throw new InputError(`confusionMatrix: expected as many predictions as truths, got ${predicted.length} and ${truth.length}`);
  }
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < truth.length; i++) {
    for (const index of [truth[i], predicted[i]]) {
      if (!(Number.isInteger(index) && index >= 0 && index < classes)) {
        throw new InputError(`confusionMatrix: expected class indices from 0 to ${classes - 1}, got ${index} at position ${i}`);
      }
    }
    confusion[truth[i]][predicted[i]]++;
  }
  return confusion;
}
