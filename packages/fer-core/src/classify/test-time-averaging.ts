import { InputError } from '../input-error';
import { resizeImages, type ImageSize } from './resize-images';

/**
 * Views of an image whose probabilities are averaged:
 * `none` the image itself; `flip` the image and its mirror image;
 * `ten-crop` the four corners and the centre, each 11/12 of the side (44 of 48 pixels) and enlarged to the whole again, and their mirror images.
 */
export const TEST_TIME_AVERAGING = ['none', 'flip', 'ten-crop'] as const;
export type TestTimeAveraging = (typeof TEST_TIME_AVERAGING)[number];

/** Share of the side that a crop shows. */
const CROP = 11 / 12;

/**
 * Averages a classifier's probabilities over views of each image.
 * @param images uint8 [count, height, width, channels]
 * @param predict gives float32 [n, classes] for n images
 * @returns float32 [count, classes]
 * @throws InputError for a name that is not in `TEST_TIME_AVERAGING`
 */
export function averageOverViews(
  images: Uint8Array,
  size: ImageSize,
  averaging: TestTimeAveraging,
  predict: (images: Uint8Array) => Float32Array,
): Float32Array {
  const views = viewsOf(images, size, averaging);
  const all = new Uint8Array(views.length * images.length);
  views.forEach((view, index) => all.set(view, index * images.length));
  const probabilities = predict(all);
  const length = probabilities.length / views.length;
  return new Float32Array(length).map((_, i) => {
    let sum = 0;
    for (let view = 0; view < views.length; view++) sum += probabilities[view * length + i]!;
    return sum / views.length;
  });
}

/** How many views of an image are predicted. */
export function viewCount(averaging: TestTimeAveraging): number {
  return { none: 1, flip: 2, 'ten-crop': 10 }[averaging];
}

function viewsOf(images: Uint8Array, size: ImageSize, averaging: TestTimeAveraging): Uint8Array[] {
  switch (averaging) {
    case 'none':
      return [images];
    case 'flip':
      return [images, mirrored(images, size)];
    case 'ten-crop':
      return crops(images, size).flatMap((crop) => [crop, mirrored(crop, size)]);
    default:
      throw new InputError(`averageOverViews: expected one of ${TEST_TIME_AVERAGING.join(', ')}, got ${String(averaging)}`);
  }
}

/**
 * Left and right changed over.
 * @param images uint8 [count, height, width, channels]
 */
export function mirrored(images: Uint8Array, { width, channels }: Pick<ImageSize, 'width' | 'channels'>): Uint8Array {
  const result = new Uint8Array(images.length);
  const row = width * channels;
  for (let start = 0; start < images.length; start += row) {
    for (let x = 0; x < row; x += channels) {
      for (let channel = 0; channel < channels; channel++) result[start + row - channels - x + channel] = images[start + x + channel]!;
    }
  }
  return result;
}

function crops(images: Uint8Array, size: ImageSize): Uint8Array[] {
  const height = Math.max(1, Math.round(size.height * CROP));
  const width = Math.max(1, Math.round(size.width * CROP));
  const [bottom, right] = [size.height - height, size.width - width];
  const corners = [[0, 0], [0, right], [bottom, 0], [bottom, right], [bottom >> 1, right >> 1]] as const;
  return corners.map(([top, left]) => {
    const crop = { top, left, height, width, channels: size.channels };
    return resizeImages(cropped(images, size, crop), crop, size);
  });
}

function cropped(images: Uint8Array, size: ImageSize, crop: ImageSize & { top: number; left: number }): Uint8Array {
  const row = crop.width * crop.channels;
  const imageLength = size.height * size.width * size.channels;
  const result = new Uint8Array((images.length / imageLength) * crop.height * row);
  let at = 0;
  for (let start = 0; start < images.length; start += imageLength) {
    for (let y = crop.top; y < crop.top + crop.height; y++, at += row) {
      const from = start + (y * size.width + crop.left) * size.channels;
      result.set(images.subarray(from, from + row), at);
    }
  }
  return result;
}
