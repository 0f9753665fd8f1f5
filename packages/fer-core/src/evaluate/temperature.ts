import { InputError } from '../input-error';
import { checkProbabilities } from './calibration';

/** Smallest probability whose logarithm is taken. */
const SMALLEST = 1e-12;
/** Sharpness 1/T is looked for in this range. */
const [LEAST_SHARP, MOST_SHARP] = [0.01, 100];

/**
 * The temperature T for which softmax(logits / T) fits the truth best (least cross-entropy): above 1 where the model is too sure.
 * The cross-entropy is convex in 1/T, so that Newton's steps, halved into a bracket where they leave it, find the only minimum.
 * Fit it on images that chose nothing and are not judged with it. Source: Guo et al., "On Calibration of Modern Neural Networks", 2017.
 * @param probabilities [n, classes], row-major; their logarithms serve as logits
 * @param truth class indices [n]
 * @returns T in [0.01, 100]; an end of that range where the best is beyond it (all right: the surer the better)
 * @throws InputError for no images or probabilities that do not fit `truth`
 */
export function fitTemperature(probabilities: ArrayLike<number>, truth: ArrayLike<number>, classes: number): number {
  checkProbabilities('fitTemperature', probabilities, truth, classes);
  const logits = Float64Array.from(probabilities, (probability) => Math.log(Math.max(probability, SMALLEST)));
  let [low, high] = [LEAST_SHARP, MOST_SHARP];
  let sharpness = 1;
  for (let step = 0; step < 100; step++) {
    const { slope, curvature } = derivatives(logits, truth, classes, sharpness);
    if (slope > 0) high = sharpness;
    else low = sharpness;
    const newton = sharpness - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    const moved = Math.abs(next - sharpness);
    sharpness = next;
    if (moved < 1e-10 * sharpness) break;
  }
  return 1 / sharpness;
}

/**
 * Probabilities at another temperature: softmax(log p / T); the most probable class stays the same.
 * @param probabilities [n, classes], row-major
 * @param temperature above 0; above 1 makes them less sure
 * @returns float32 [n, classes]
 */
export function applyTemperature(probabilities: ArrayLike<number>, classes: number, temperature: number): Float32Array {
  if (!(temperature > 0 && Number.isFinite(temperature))) throw new InputError(`applyTemperature: expected a temperature above 0, got ${temperature}`);
  const result = new Float32Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += classes) {
    let largest = 0;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, probabilities[start + k]);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += (Math.max(probabilities[start + k], SMALLEST) / largest) ** (1 / temperature);
    for (let k = 0; k < classes; k++) result[start + k] = (Math.max(probabilities[start + k], SMALLEST) / largest) ** (1 / temperature) / sum;
  }
  return result;
}

/** Of the mean cross-entropy by the sharpness: mean of E[z] − z(truth), and the mean variance of z under the sharpened probabilities. */
function derivatives(logits: Float64Array, truth: ArrayLike<number>, classes: number, sharpness: number): { slope: number; curvature: number } {
  let slope = 0;
  let curvature = 0;
  for (let image = 0; image < truth.length; image++) {
    const start = image * classes;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[start + k]);
    let [sum, first, second] = [0, 0, 0];
    for (let k = 0; k < classes; k++) {
      const logit = logits[start + k] - largest;
      const weight = Math.exp(sharpness * logit);
      sum += weight;
      first += weight * logit;
      second += weight * logit * logit;
    }
    const mean = first / sum;
    slope += mean - (logits[start + truth[image]] - largest);
    curvature += second / sum - mean * mean;
  }
  return { slope: slope / truth.length, curvature: curvature / truth.length };
}
