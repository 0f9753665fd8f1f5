import type { LabeledImages } from '../datasets/labeled-images';
import { pickImages } from '../datasets/pick-images';

/**
 * Evenly spread images of a list, so that data in the order of its classes keeps all of them.
 * @param most if there are no more, the list itself is returned
 */
export function fewerImages(data: LabeledImages, most: number): LabeledImages {
  if (data.count <= most) return data;
  const indices = Array.from({ length: most }, (_, i) => Math.floor((i * data.count) / most));
  return pickImages(data, indices, `${data.name} (${most} of ${data.count} images)`);
}

/** Evenly spread members of any list. */
export function fewer<T>(list: readonly T[], most: number): readonly T[] {
  return list.length <= most ? list : Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]);
}
