import type { LabeledImages } from '../datasets/labeled-images';

/**
 * Evenly spread images of a list, so that data in the order of its classes keeps all of them.
 * @param most if there are no more, the list itself is returned
 */
export function fewerImages(data: LabeledImages, most: number): LabeledImages {
  if (data.count <= most) return data;
  const indices = Array.from({ length: most }, (_, i) => Math.floor((i * data.count) / most));
  return pickImages(data, indices, `${data.name} (${most} of ${data.count} images)`);
}

/** The images at some indices, in their order. @param name of the new list */
export function pickImages(data: LabeledImages, indices: readonly number[], name = data.name): LabeledImages {
  const size = data.height * data.width * data.channels;
  const images = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => images.set(data.images.subarray(from * size, (from + 1) * size), to * size));
  return { ...data, name, count: indices.length, images, labels: Uint8Array.from(indices, (i) => data.labels[i]), ids: indices.map((i) => data.ids[i]) };
}

/** Evenly spread members of any list. */
export function fewer<T>(list: readonly T[], most: number): readonly T[] {
  return list.length <= most ? list : Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]);
}
