import prand from 'pure-rand';
import type { LabeledImages } from '../datasets/labeled-images';

/** One training batch. */
export interface Batch {
  /** uint8 [size, height, width, channels] */
  images: Uint8Array;
  /** int32 [size] */
  labels: Int32Array;
}

/** A shuffled order of `count` images that depends on seed and epoch only. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  const random = prand.xoroshiro128plus((seed ^ Math.imul(epoch + 1, 0x9e3779b1)) | 0);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = prand.unsafeUniformIntDistribution(0, i, random);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Tells which of `count` a position shows: all in a shuffled order, then all in another, and so on; depends on the seed only. */
export function shuffledRounds(count: number, seed: number): (position: number) => number {
  let order: { round: number; indices: Uint32Array } = { round: -1, indices: new Uint32Array() };
  return (position) => {
    const round = Math.floor(position / count);
    if (order.round !== round) order = { round, indices: epochOrder(count, seed, round) };
    return order.indices[position % count]!;
  };
}

/** Copies out the images at `indices`. */
export function takeBatch(data: LabeledImages, indices: Uint32Array): Batch {
  const size = data.height * data.width * data.channels;
  const images = new Uint8Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, position) => {
    images.set(data.images.subarray(index * size, (index + 1) * size), position * size);
    labels[position] = data.labels[index]!;
  });
  return { images, labels };
}

/** The batch sizes that one epoch needs: the usual one, and the last one's where it differs. */
export function batchSizes(count: number, batchSize: number): number[] {
  const last = count % batchSize;
  return [...(count >= batchSize ? [batchSize] : []), ...(last ? [last] : [])];
}
