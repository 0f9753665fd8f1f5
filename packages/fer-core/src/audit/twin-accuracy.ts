import { wilsonInterval } from '../evaluate/wilson-interval';
import type { DataAudit } from './audit-data';
import type { Split } from '../datasets/labeled-images';

/** Right answers among some images; intervals are Wilson 95 %. */
export interface SubsetAccuracy {
  n: number;
  right: number;
  /** `null` for no images. */
  accuracy: number | null;
  interval: [number, number] | null;
}

/** A model's accuracy by whether an image has a twin, exact or near, among the training images. */
export interface TwinAccuracy {
  split: Split;
  all: SubsetAccuracy;
  withTwin: SubsetAccuracy;
  withoutTwin: SubsetAccuracy;
  /** Twins that the training images label as this image is labelled, and those they label otherwise. */
  sameLabel: SubsetAccuracy;
  otherLabel: SubsetAccuracy;
}

/**
 * Splits a model's right and wrong answers by twins in the training images: what a result owes to leaks.
 * An image whose twins have both labels counts under `otherLabel`.
 * @param right whether the model's answer is right, for each image of the split in its order
 */
export function twinAccuracy(audit: Pick<DataAudit, 'pairs'>, split: Split, right: readonly boolean[]): TwinAccuracy {
  const twins = new Set<number>();
  const otherLabel = new Set<number>();
  for (const { first, second } of audit.pairs) {
    if (first.split !== 'train' || second.split !== split) continue;
    twins.add(second.index);
    if (first.label !== second.label) otherLabel.add(second.index);
  }
  const subset = (belongs: (image: number) => boolean): SubsetAccuracy => {
    const images = right.filter((_, image) => belongs(image));
    const hits = images.filter(Boolean).length;
    const n = images.length;
    return { n, right: hits, accuracy: n > 0 ? hits / n : null, interval: n > 0 ? wilsonInterval(hits, n) : null };
  };
  return {
    split,
    all: subset(() => true),
    withTwin: subset((image) => twins.has(image)),
    withoutTwin: subset((image) => !twins.has(image)),
    sameLabel: subset((image) => twins.has(image) && !otherLabel.has(image)),
    otherLabel: subset((image) => otherLabel.has(image)),
  };
}
