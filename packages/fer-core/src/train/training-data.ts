import { GENERATED_FACES, generateFaces } from '../datasets/generated-faces/generate-faces';
import { loadLabeledImages } from '../datasets/load-labeled-images';
import { buildNetwork } from '../models/registry';
import type { TrainingConfig } from './training-config';
import type { TrainingData } from './training-loop';

/** Generated faces in a training without other data, and how many of them choose the epoch. */
const GENERATED = { train: 4200, validation: 700 };

/**
 * Loads what a configuration's `data` names: `generated`, a prepared data set or its name, a csv, or class folders.
 * Only the splits `train` and `validation` are read.
 * @throws InputError when a split is missing or damaged
 */
export async function loadTrainingData({ data, network, networkOptions }: Pick<TrainingConfig, 'data' | 'network' | 'networkOptions'>): Promise<TrainingData> {
  if (data === 'generated' || data === GENERATED_FACES) {
    const [size, , channels] = buildNetwork(network, networkOptions).inputShape as [number, number, 1 | 3];
    return {
      train: generateFaces({ split: 'train', count: GENERATED.train, size, channels }),
      validation: generateFaces({ split: 'validation', count: GENERATED.validation, size, channels }),
    };
  }
  return { train: await loadLabeledImages(data, 'train'), validation: await loadLabeledImages(data, 'validation') };
}
