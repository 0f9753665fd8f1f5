import { generateFaces } from '../../../packages/fer-core/src/datasets/generated-faces/generate-faces';
import type { LabeledImages } from '../../../packages/fer-core/src/datasets/labeled-images';
import type { TrainingConfigInput } from '../../../packages/fer-core/src/train/training-config';
import type { TrainingData } from '../../../packages/fer-core/src/train/training-loop';

/** The smallest network with everything in it: 2 stages of one module, two dilations, dropout. */
export const TINY_NETWORK = { stem: [4, 8], modules: [1, 1], growth: [8, 8], bottleneck: [8, 8], transition: [8], height: 24, width: 24 };

/** Two epochs of four steps, the last one partial. */
export const TINY: TrainingConfigInput = { network: 'xception', networkOptions: TINY_NETWORK, epochs: 2, batchSize: 16, seed: 3 };

const made = new Map<number, TrainingData>();

/** 56 generated faces to learn from and 21 to choose by, made once for each size. */
export function tinyData(size = 24): TrainingData {
  const found = made.get(size) ?? {
    train: generateFaces({ split: 'train', count: 56, size, seed: 1 }),
    validation: generateFaces({ split: 'validation', count: 21, size, seed: 1 }),
  };
  made.set(size, found);
  return found;
}

/** The first images of a split. */
export function first(data: LabeledImages, count: number): LabeledImages {
  const size = data.height * data.width * data.channels;
  return { ...data, count, images: data.images.slice(0, count * size), labels: data.labels.slice(0, count), ids: data.ids.slice(0, count) };
}

/** What the test of killed trainings trains. */
export const KILLED: TrainingConfigInput = { ...TINY, epochs: 5, averaging: { decay: 0.9 }, mixup: 0.2 };
