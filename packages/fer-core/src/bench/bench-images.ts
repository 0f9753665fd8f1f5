import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prand from 'pure-rand';
import { generateFaces } from '../datasets/generated-faces/generate-faces';
import type { LabeledImages, Split } from '../datasets/labeled-images';
import { EXPRESSIONS } from '../expressions';

/** Faces drawn; more images repeat them, since drawing takes longer than a benchmark may. */
const DRAWN = 512;
const BATCHES = 8;

/**
 * Images for a benchmark of time, not of accuracy: generated faces, which repeat after 512.
 * @param shape [size, size, channels]
 */
export function benchImages(split: Split, count: number, shape: number[]): LabeledImages {
  const [size, , channels] = shape as [number, number, 1 | 3];
  const drawn = generateFaces({ split, count: Math.min(count, DRAWN), size, channels });
  const bytes = size * size * channels;
  const images = new Uint8Array(count * bytes);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const source = i % drawn.count;
    images.set(drawn.images.subarray(source * bytes, (source + 1) * bytes), i * bytes);
    labels[i] = drawn.labels[source]!;
  }
  return { ...drawn, count, images, labels, ids: Array.from({ length: count }, (_, i) => `${drawn.ids[i % drawn.count]}-${i}`) };
}

/** Seeded noise: images, uint8 [batch, ...shape], and labels, int32 [batch]. */
export function noiseBatches(batch: number, shape: number[], classes: number): { images: Uint8Array; labels: Int32Array }[] {
  const random = prand.xoroshiro128plus(1);
  const below = (limit: number): number => prand.unsafeUniformIntDistribution(0, limit - 1, random);
  const size = shape.reduce((product, length) => product * length, batch);
  return Array.from({ length: BATCHES }, () => ({
    images: Uint8Array.from({ length: size }, () => below(256)),
    labels: Int32Array.from({ length: batch }, () => below(classes)),
  }));
}

/** Writes a split's bytes where every contender reads them: `<split>.images.bin` and `<split>.labels.bin`, as in a prepared data set. */
export async function writeSplit(folder: string, { split, images, labels }: LabeledImages): Promise<void> {
  await writeFile(path.join(folder, `${split}.images.bin`), images);
  await writeFile(path.join(folder, `${split}.labels.bin`), labels);
}

/** Reads what `writeSplit` wrote. @param shape [height, width, channels] */
export async function readSplit(folder: string, split: Split, shape: number[]): Promise<LabeledImages> {
  const [height, width, channels] = shape as [number, number, number];
  const images = new Uint8Array(await readFile(path.join(folder, `${split}.images.bin`)));
  const labels = new Uint8Array(await readFile(path.join(folder, `${split}.labels.bin`)));
  const ids = Array.from(labels, (_, i) => `${i}`);
  return { name: 'bench', split, classes: EXPRESSIONS, count: labels.length, height, width, channels, images, labels, ids };
}

/** A tenth of the training images, at least one. */
export function validationImages(images: number): number {
  return Math.max(1, Math.round(images / 10));
}

/** Writes training and validation images to `folder`. @param shape [size, size, channels] */
export async function writeImages(folder: string, images: number, shape: number[]): Promise<void> {
  await writeSplit(folder, benchImages('train', images, shape));
  await writeSplit(folder, benchImages('validation', validationImages(images), shape));
}
