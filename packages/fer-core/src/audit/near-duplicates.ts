import { InputError } from '../input-error';
import { imageSignatures, SIGNATURE_LENGTH } from './image-signature';
import { shiftedCorrelation } from './shifted-correlation';

/** Correlation of 12×12 block means from which on two images are compared pixel by pixel. */
export const CANDIDATE_CORRELATION = 0.9;
/** Side at which images of whatever size are compared, in pixels. */
export const COMPARED_SIDE = 48;
/**
 * Correlation of all pixels, at the best shift, from which on two images are near duplicates. Chosen by eye on FER-2013: of the sixty least alike
 * pairs above it (0.920 to 0.922) all but one were one photo, shifted, scaled, lightened or with a watermark; from 0.93 on all of those
 * looked at were; between 0.90 and 0.92 different people are frequent.
 */
export const TWIN_CORRELATION = 0.92;
/** Pixels of a 48×48 image by which a twin may be shifted. */
export const TWIN_SHIFT = 2;

const ROWS_AT_ONCE = 256;

/** Two images that show the same photo. */
export interface TwinPair {
  /** Index of the one, less than `second`. */
  first: number;
  second: number;
  /** Of all pixels at the best shift, in [−1, 1]; 1 also for the same image in another brightness or contrast. */
  correlation: number;
  /** Whether every byte is the same. */
  exact: boolean;
}

export interface TwinOptions {
  /** In (0, 1], at least `CANDIDATE_CORRELATION`. Default `TWIN_CORRELATION`. */
  correlation?: number;
  /** Share of the search that is done, in [0, 1]; called now and then. */
  onProgress?: (share: number) => void;
}

/**
 * Finds all pairs of images that are the same or nearly so. No pair is missed whose block means correlate by 0.9: signatures are sorted by their
 * first number, pairs too far apart in it are never met, and of the others as many numbers are compared as it takes to tell them apart.
 * Flat images have no signature; they are twins only where every byte is the same.
 * @param images uint8 [count, height, width]
 * @returns pairs in order of `first`, then `second`
 * @throws InputError for bytes that are no whole images, images below 12 pixels, or a correlation out of range
 */
export async function findTwins(images: Uint8Array, height: number, width: number, { correlation = TWIN_CORRELATION, onProgress }: TwinOptions = {}): Promise<TwinPair[]> {
  const size = height * width;
  const count = images.length / size;
  if (!Number.isInteger(count) || height < 12 || width < 12) {
    throw new InputError(`findTwins: expected whole images of at least 12×12 pixels, got ${images.length} bytes for ${width}×${height}`);
  }
  if (!(correlation >= CANDIDATE_CORRELATION && correlation <= 1)) {
    throw new InputError(`findTwins: expected a correlation from ${CANDIDATE_CORRELATION} to 1, got ${correlation}`);
  }
  const signatures = imageSignatures(images, count, height, width);
  const isFlat = (image: number): boolean => signatures.subarray(image * SIGNATURE_LENGTH, (image + 1) * SIGNATURE_LENGTH).every((value) => value === 0);
  const every = Array.from({ length: count }, (_, image) => image);
  const order = every
    .filter((image) => !isFlat(image))
    .sort((a, b) => signatures[a * SIGNATURE_LENGTH] - signatures[b * SIGNATURE_LENGTH]);
  const sorted = new Float32Array(order.length * SIGNATURE_LENGTH);
  order.forEach((image, at) => sorted.set(signatures.subarray(image * SIGNATURE_LENGTH, (image + 1) * SIGNATURE_LENGTH), at * SIGNATURE_LENGTH));

  const pairs = equalPairs(images, size, every.filter(isFlat));
  for (let row = 0; row < order.length; row++) {
    for (const other of closeRows(sorted, row)) {
      const [first, second] = order[row] < order[other] ? [order[row], order[other]] : [order[other], order[row]];
      const exact = equalBytes(images, first * size, second * size, size);
      const found = exact ? 1 : shiftedCorrelation(images, height, width, first, second, TWIN_SHIFT);
      if (found >= correlation) pairs.push({ first, second, correlation: found, exact });
    }
    if (row % ROWS_AT_ONCE === 0) {
      onProgress?.(row / order.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  onProgress?.(1);
  return pairs.sort((a, b) => a.first - b.first || a.second - b.second);
}

/** Rows after `row` whose signatures correlate with it by `CANDIDATE_CORRELATION`: |a − b|² = 2 − 2·a·b for vectors of length 1. */
function closeRows(sorted: Float32Array, row: number): number[] {
  const limit = 2 * (1 - CANDIDATE_CORRELATION);
  const reach = Math.sqrt(limit);
  const start = row * SIGNATURE_LENGTH;
  const close: number[] = [];
  for (let other = row + 1, from = start + SIGNATURE_LENGTH; from < sorted.length; other++, from += SIGNATURE_LENGTH) {
    const apart = sorted[from] - sorted[start];
    if (apart > reach) break;
    let distance = apart * apart;
    for (let k = 1; k < SIGNATURE_LENGTH && distance <= limit; k++) {
      const difference = sorted[from + k] - sorted[start + k];
      distance += difference * difference;
    }
    if (distance <= limit) close.push(other);
  }
  return close;
}

/** Pairs among some images whose bytes are all equal. */
function equalPairs(images: Uint8Array, size: number, some: readonly number[]): TwinPair[] {
  const groups = new Map<string, number[]>();
  const pairs: TwinPair[] = [];
  for (const image of some) {
    const key = Buffer.from(images.subarray(image * size, (image + 1) * size)).toString('base64');
    const group = groups.get(key) ?? [];
    for (const first of group) pairs.push({ first, second: image, correlation: 1, exact: true });
    groups.set(key, [...group, image]);
  }
  return pairs;
}

function equalBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
}
