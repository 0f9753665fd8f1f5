import type { LabeledImages } from '../datasets/labeled-images';

/** A network's answers for a list of images. */
export interface Judgement {
  /** Index of the most probable class of each image. */
  predicted: Uint8Array;
  /** Probability of that class. */
  confidence: Float32Array;
  /** float32 [n, classes], row-major. */
  probabilities: Float32Array;
  /** Mean cross-entropy against the labels. */
  loss: number;
  /** Share of right answers in [0, 1]. */
  accuracy: number;
}

/** Smallest probability in the cross-entropy, as Keras clips it. */
const EPSILON = 1e-7;

/**
 * Compares probabilities with the labels of the images they belong to.
 * @param probabilities float32 [n, classes], row-major
 */
export function judge(probabilities: Float32Array, data: LabeledImages): Judgement {
  const classes = data.classes.length;
  const predicted = new Uint8Array(data.count);
  const confidence = new Float32Array(data.count);
  let loss = 0;
  let correct = 0;
  for (let image = 0; image < data.count; image++) {
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    let best = 0;
    for (let label = 1; label < classes; label++) if (row[label]! > row[best]!) best = label;
    predicted[image] = best;
    confidence[image] = row[best]!;
    const truth = data.labels[image]!;
    loss -= Math.log(Math.max(row[truth]!, EPSILON));
    if (best === truth) correct++;
  }
  return { predicted, confidence, probabilities, loss: loss / data.count, accuracy: correct / data.count };
}
