import type { LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';

/**
 * Checks that a model's answers can be held against labels.
 * @param owner for the message
 * @throws InputError where the model knows other classes than the data, or in another order
 */
export function requireClasses(owner: string, { labels }: Pick<SavedModel, 'labels'>, data: LabeledImages): void {
  if (data.classes.join() !== labels.join()) {
    throw new InputError(`${owner}: expected the classes ${labels.join(', ')}, got ${data.classes.join(', ')} in ${data.name}`);
  }
}
