import type { LabeledImages } from './labeled-images';

/** The images at some indices, in their order. @param name of the new list */
export function pickImages(data: LabeledImages, indices: readonly number[], name = data.name): LabeledImages {
  const size = data.height * data.width * data.channels;
  const images = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => images.set(data.images.subarray(from * size, (from + 1) * size), to * size));
  return { ...data, name, count: indices.length, images, labels: Uint8Array.from(indices, (i) => data.labels[i]!), ids: indices.map((i) => data.ids[i]!) };
}
