import type { LabeledImages } from '../datasets/labeled-images';
import { sizeOf } from '../models/network';

/** Some images of a list, in the order of `indices`. */
export function pickedImages(data: LabeledImages, indices: readonly number[]): LabeledImages {
  const bytes = sizeOf([data.height, data.width, data.channels]);
  const images = new Uint8Array(indices.length * bytes);
  indices.forEach((index, at) => images.set(data.images.subarray(index * bytes, (index + 1) * bytes), at * bytes));
  return {
    ...data,
    count: indices.length,
    images,
    labels: Uint8Array.from(indices, (index) => data.labels[index]!),
    ids: indices.map((index) => data.ids[index]!),
  };
}
