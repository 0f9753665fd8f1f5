import { InputError } from '../input-error';

/** Side of the window, its standard deviation, and the constants of Wang et al. 2004. */
const WINDOW = 11;
const DEVIATION = 1.5;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

const KERNEL = (() => {
  const weights = Array.from({ length: WINDOW }, (_, i) => Math.exp(-((i - (WINDOW - 1) / 2) ** 2) / (2 * DEVIATION ** 2)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
})();

/**
 * Structural similarity of one channel of 8 bits (Wang et al. 2004): Gaussian window of 11×11 and 1.5 pixels, whole windows only, as the
 * authors' MATLAB code and scikit-image's `structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)`.
 * @param picture levels [height, width]
 * @returns at most 1, for equal pictures
 * @throws InputError where sizes do not fit or a side is shorter than the window
 */
export function ssim(picture: ArrayLike<number>, truth: ArrayLike<number>, width: number, height: number): number {
  if (picture.length !== width * height || truth.length !== width * height || Math.min(width, height) < WINDOW) {
    throw new InputError(`ssim: expected two pictures of ${width}×${height} and at least ${WINDOW} pixels a side, got ${picture.length} and ${truth.length} values`);
  }
  const [one, two] = [Float64Array.from(picture), Float64Array.from(truth)];
  const means = (values: Float64Array): Float64Array => windowMeans(values, width, height);
  const [mean1, mean2] = [means(one), means(two)];
  const [square1, square2] = [means(one.map((value) => value * value)), means(two.map((value) => value * value))];
  const product = means(one.map((value, i) => value * two[i]!));
  let sum = 0;
  for (let i = 0; i < mean1.length; i++) {
    const [a, b] = [mean1[i]!, mean2[i]!];
    const [variance1, variance2, covariance] = [square1[i]! - a * a, square2[i]! - b * b, product[i]! - a * b];
    sum += ((2 * a * b + C1) * (2 * covariance + C2)) / ((a * a + b * b + C1) * (variance1 + variance2 + C2));
  }
  return sum / mean1.length;
}

/** As `ssim`, the mean over the channels of [height, width, channels]. */
export function ssimOfChannels(picture: ArrayLike<number>, truth: ArrayLike<number>, width: number, height: number, channels: number): number {
  const channelOf = (values: ArrayLike<number>, channel: number): number[] =>
    Array.from({ length: width * height }, (_, i) => values[i * channels + channel]!);
  const each = Array.from({ length: channels }, (_, channel) => ssim(channelOf(picture, channel), channelOf(truth, channel), width, height));
  return each.reduce((sum, value) => sum + value, 0) / channels;
}

/** Gaussian means of all whole windows, row by row. */
function windowMeans(values: Float64Array, width: number, height: number): Float64Array {
  const [columns, rows] = [width - WINDOW + 1, height - WINDOW + 1];
  const across = new Float64Array(height * columns);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < columns; x++) {
      for (let tap = 0; tap < WINDOW; tap++) across[y * columns + x]! += KERNEL[tap]! * values[y * width + x + tap]!;
    }
  }
  const means = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let tap = 0; tap < WINDOW; tap++) means[y * columns + x]! += KERNEL[tap]! * across[(y + tap) * columns + x]!;
    }
  }
  return means;
}
