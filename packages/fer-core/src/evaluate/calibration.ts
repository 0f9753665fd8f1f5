import { InputError } from '../input-error';
import { wilsonInterval } from './wilson-interval';

/** Bins of the reliability diagram: equal widths over [0, 1], as in Guo et al., "On Calibration of Modern Neural Networks", 2017. */
export const RELIABILITY_BINS = 15;

/** Smallest probability whose logarithm is taken, as Keras clips it. */
const EPSILON = 1e-7;

/** One bar of a reliability diagram: the images whose confidence lies in (`low`, `high`]; 0 belongs to the first. */
export interface ReliabilityBin {
  low: number;
  high: number;
  count: number;
  /** Mean probability of the predicted class; `null` in an empty bin. */
  confidence: number | null;
  /** Share of right answers; `null` in an empty bin. */
  accuracy: number | null;
  /** Wilson 95 % interval of `accuracy`. */
  accuracyInterval: [number, number] | null;
}

/** How far confidences can be believed; all numbers of the probabilities as they are, without a temperature. */
export interface Calibration {
  /** Expected calibration error in [0, 1]: mean of |accuracy − confidence| over the bins, weighted by their images. */
  ece: number;
  /** The largest |accuracy − confidence| of a bin that has images. */
  maximumError: number;
  /** Mean cross-entropy of the true class, in nats. */
  negativeLogLikelihood: number;
  /** Mean over images of the squared error summed over classes, in [0, 2]. */
  brierScore: number;
  /** Mean confidence of all images; above the accuracy: the model is too sure. */
  meanConfidence: number;
  bins: ReliabilityBin[];
}

/**
 * Compares the confidence of the predicted class (the most probable one; the first of equals) with how often it is right.
 * @param probabilities [n, classes], row-major
 * @param truth class indices [n]
 * @param bins number of equally wide bins, at least 1
 * @throws InputError for no images or probabilities that do not fit `truth`
 */
export function calibration(probabilities: ArrayLike<number>, truth: ArrayLike<number>, classes: number, bins = RELIABILITY_BINS): Calibration {
  checkProbabilities('calibration', probabilities, truth, classes);
  if (!(Number.isInteger(bins) && bins >= 1)) throw new InputError(`calibration: expected at least one bin, got ${bins}`);
  const n = truth.length;
  const [counts, hits, sums] = [new Array<number>(bins).fill(0), new Array<number>(bins).fill(0), new Array<number>(bins).fill(0)];
  let likelihood = 0;
  let brier = 0;
  for (let image = 0; image < n; image++) {
    const start = image * classes;
    let best = 0;
    for (let k = 0; k < classes; k++) {
      const probability = probabilities[start + k];
      if (probability > probabilities[start + best]) best = k;
      brier += (probability - (k === truth[image] ? 1 : 0)) ** 2;
    }
    likelihood -= Math.log(Math.max(probabilities[start + truth[image]], EPSILON));
    const confidence = probabilities[start + best];
    const bin = Math.min(Math.max(Math.ceil(confidence * bins) - 1, 0), bins - 1);
    counts[bin]++;
    sums[bin] += confidence;
    if (best === truth[image]) hits[bin]++;
  }
  const gaps = counts.map((count, bin) => (count > 0 ? Math.abs(hits[bin] - sums[bin]) / count : 0));
  return {
    ece: gaps.reduce((total, gap, bin) => total + (gap * counts[bin]) / n, 0),
    maximumError: Math.max(...gaps),
    negativeLogLikelihood: likelihood / n,
    brierScore: brier / n,
    meanConfidence: sums.reduce((total, sum) => total + sum, 0) / n,
    bins: counts.map((count, bin) => ({
      low: bin / bins,
      high: (bin + 1) / bins,
      count,
      confidence: count > 0 ? sums[bin] / count : null,
      accuracy: count > 0 ? hits[bin] / count : null,
      accuracyInterval: count > 0 ? wilsonInterval(hits[bin], count) : null,
    })),
  };
}

/**
 * @throws InputError unless there are images, `classes` probabilities for each, all in [0, 1], and truths that are classes
 */
export function checkProbabilities(who: string, probabilities: ArrayLike<number>, truth: ArrayLike<number>, classes: number): void {
  if (truth.length === 0) throw new InputError(`${who}: expected at least one image, got none`);
  if (probabilities.length !== truth.length * classes) {
    throw new InputError(`${who}: expected ${truth.length} × ${classes} probabilities, got ${probabilities.length}`);
  }
  for (let i = 0; i < probabilities.length; i++) {
    // Sums of float32 may exceed 1 by a rounding.
    if (!(probabilities[i] >= 0 && probabilities[i] <= 1.00001)) throw new InputError(`${who}: expected probabilities in [0, 1], got ${probabilities[i]}`);
  }
  for (let i = 0; i < truth.length; i++) {
    if (!(Number.isInteger(truth[i]) && truth[i] >= 0 && truth[i] < classes)) {
      throw new InputError(`${who}: expected truths from 0 to ${classes - 1}, got ${truth[i]}`);
    }
  }
}
