/** The size of one image. */
export interface ImageSize {
  height: number;
  width: number;
  channels: number;
}

/** Weights are whole numbers that sum to this, as OpenCV computes on bytes. */
const ONE = 1 << 11;

/** Which two pixels of a line an output pixel lies between, and their weights, which sum to `ONE`. */
interface Taps {
  first: Int32Array;
  second: Int32Array;
  firstWeight: Int32Array;
  secondWeight: Int32Array;
}

/**
 * Resizes images as `cv2.resize(image, size)` does (INTER_LINEAR: bilinear between pixel centres, edges repeated, no smoothing when
 * smaller), to the byte. The published FER pipelines bring faces to the network's input in this way, so that their weights expect it.
 * @param images uint8 [count, height, width, channels]
 * @param from size of the images
 * @returns uint8 [count, to.height, to.width, channels]; `images` themselves when the size is the same
 */
export function resizeImages(images: Uint8Array, from: ImageSize, to: { height: number; width: number }): Uint8Array {
  if (from.height === to.height && from.width === to.width) return images;
  const { channels } = from;
  const [before, after] = [from.height * from.width * channels, to.height * to.width * channels];
  const count = images.length / before;
  if (!Number.isInteger(count)) throw new Error(`resizeImages: expected whole images of ${before} bytes, got ${images.length} bytes`);
  const rows = taps(from.height, to.height, from.width * channels);
  const columns = taps(from.width, to.width, channels);
  const result = new Uint8Array(count * after);
  let at = 0;
  for (let start = 0; start < images.length; start += before) {
    for (let y = 0; y < to.height; y++) {
      const upper = start + rows.first[y]!;
      const lower = start + rows.second[y]!;
      const [upperWeight, lowerWeight] = [rows.firstWeight[y]!, rows.secondWeight[y]!];
      for (let x = 0; x < to.width; x++) {
        const [left, right] = [columns.first[x]!, columns.second[x]!];
        const [leftWeight, rightWeight] = [columns.firstWeight[x]!, columns.secondWeight[x]!];
        for (let channel = 0; channel < channels; channel++) {
          const above = images[upper + left + channel]! * leftWeight + images[upper + right + channel]! * rightWeight;
          const below = images[lower + left + channel]! * leftWeight + images[lower + right + channel]! * rightWeight;
          // OpenCV's own order of roundings: it makes a difference of one level in an eighth of the pixels.
          result[at++] = ((((above >> 4) * upperWeight) >> 16) + (((below >> 4) * lowerWeight) >> 16) + 2) >> 2;
        }
      }
    }
  }
  return result;
}

/** @param stride bytes between two pixels of the line; `first` and `second` are in bytes. */
function taps(from: number, to: number, stride: number): Taps {
  const result = { first: new Int32Array(to), second: new Int32Array(to), firstWeight: new Int32Array(to), secondWeight: new Int32Array(to) };
  const inside = (pixel: number): number => Math.min(Math.max(pixel, 0), from - 1);
  for (let i = 0; i < to; i++) {
    const place = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(place);
    const weight = Math.round((place - first) * ONE);
    result.first[i] = inside(first) * stride;
    result.second[i] = inside(first + 1) * stride;
    result.firstWeight[i] = ONE - weight;
    result.secondWeight[i] = weight;
  }
  return result;
}
