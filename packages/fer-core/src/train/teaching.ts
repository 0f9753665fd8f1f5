import { Classifier } from '../classify/classifier';
import type { LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import { loadModel } from '../models/saved-model';
import type { TrainingConfig } from './training-config';

/**
 * What teachers say of the training images: the mean of their probabilities, softened by the temperature
 * (knowledge distillation, Hinton et al. 2015). Teachers see each image once, without augmentation, or averaged over the views of `tta`.
 * @returns float32 [count, classes], row-major
 * @throws InputError when a teacher is missing, or was made for other classes or another image size
 */
export async function teach({ teachers, temperature, tta }: NonNullable<TrainingConfig['distillation']>, data: LabeledImages): Promise<Float32Array> {
  const classes = data.classes.length;
  const mean = new Float32Array(data.count * classes);
  for (const folder of teachers) {
    const model = await loadModel(folder);
    if (model.labels.join() !== data.classes.join()) {
      throw new InputError(`train: teacher ${folder} expected the classes ${data.classes.join(', ')}, got ${model.labels.join(', ')}`);
    }
    const classifier = await Classifier.create(model, { tta });
    try {
      const probabilities = await classifier.probabilitiesOfMany(data.images);
      for (let i = 0; i < mean.length; i++) mean[i]! += probabilities[i]! / teachers.length;
    } finally {
      classifier.dispose();
    }
  }
  return soften(mean, classes, temperature);
}

/** Raises each row to the power of 1 / temperature and normalizes it. */
function soften(probabilities: Float32Array, classes: number, temperature: number): Float32Array {
  if (temperature === 1) return probabilities;
  const result = probabilities.map((value) => value ** (1 / temperature));
  for (let start = 0; start < result.length; start += classes) {
    const row = result.subarray(start, start + classes);
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, k) => (row[k] = value / sum));
  }
  return result;
}
