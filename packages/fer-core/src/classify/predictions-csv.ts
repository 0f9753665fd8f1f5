import type { LabeledImages } from '../datasets/labeled-images';
import { csvText } from '../evaluate/csv-text';
import type { Judgement } from './judge';

/** One row an image: id, truth, predicted, confidence, then the probability of each class by name. */
export function predictionsCsv(data: LabeledImages, { predicted, confidence, probabilities }: Judgement): string {
  const classes = data.classes;
  const rows = Array.from({ length: data.count }, (_, image) => [
    data.ids[image]!,
    classes[data.labels[image]!]!,
    classes[predicted[image]!]!,
    confidence[image]!.toFixed(4),
    ...Array.from(probabilities.subarray(image * classes.length, (image + 1) * classes.length), (value) => value.toFixed(4)),
  ]);
  return csvText([['id', 'truth', 'predicted', 'confidence', ...classes], ...rows]);
}
