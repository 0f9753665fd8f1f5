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

/** Images that are shown in a share of all places, whatever their number. */
export interface ImageGroup {
  readonly count: number;
  /** In proportion to the other groups'. */
  readonly share: number;
}

/** Places among which the groups' shares are dealt out: a share is met to a sixty-fourth. */
const PLACES = 64;

/**
 * Tells which image a position shows, counting on through all groups: each group takes turns by its share and goes through its own images in
 * shuffled rounds; depends on the seed only.
 */
export function sharedRounds(groups: readonly ImageGroup[], seed: number): (position: number) => number {
  const total = groups.reduce((sum, { share }) => sum + share, 0);
  const taken = groups.map(() => 0);
  // Each place is the turn of the group that is furthest behind its share.
  const places = Array.from({ length: PLACES }, (_, place) => {
    const behind = groups.map(({ share }, group) => ((place + 1) * share) / total - taken[group]!);
    const group = behind.indexOf(Math.max(...behind));
    return { group, turn: taken[group]!++ };
  });
  const first = groups.map((_, group) => groups.slice(0, group).reduce((sum, { count }) => sum + count, 0));
  const rounds = groups.map(({ count }, group) => shuffledRounds(count, seed + group));
  return (position) => {
    const { group, turn } = places[position % PLACES]!;
    return first[group]! + rounds[group]!(Math.floor(position / PLACES) * taken[group]! + turn);
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
