import { grayRaster } from '../align/align-face';
import { resizeImages } from '../classify/resize-images';
import type { LabeledImages } from '../datasets/labeled-images';
import type { Photo } from '../photos/photo';
import { bicubicResize } from '../super-resolve/bicubic';
import { enlarge, SMALL_SIDE } from '../super-resolve/degrade';
import type { FaceSuperResolver } from '../super-resolve/face-super-resolver';
import { grayPhoto } from './picture-sheet';

/** How a picture that was reduced to 16×16 is enlarged again: `none` by the bilinear resizing that brings any picture to a classifier's input. */
export const ENLARGEMENTS = ['none', 'bicubic', 'fsrnet'] as const;
export type Enlargement = (typeof ENLARGEMENTS)[number];

/** Pictures that FSRNet sees together. */
const TOGETHER = 16;

/**
 * Reduces pictures to 16×16 pixels by antialiased bicubic interpolation and enlarges them to their own size again:
 * directly, or to 128×128 by bicubic interpolation or FSRNet and down from there.
 * @param data gray
 */
export async function reducedImages(data: LabeledImages, enlargement: Enlargement, resolver: FaceSuperResolver, onProgress?: (done: number) => void): Promise<LabeledImages> {
  const { count, height, width } = data;
  const images = new Uint8Array(count * height * width);
  for (let first = 0; first < count; first += TOGETHER) {
    const smalls = Array.from({ length: Math.min(TOGETHER, count - first) }, (_, i) => bicubicResize(grayPhoto(data, first + i), SMALL_SIDE, SMALL_SIDE));
    enlarged(smalls, enlargement, resolver, { height, width }).forEach((levels, i) => images.set(levels, (first + i) * height * width));
    onProgress?.(first + smalls.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { ...data, name: `${data.name}, reduced to ${SMALL_SIDE}×${SMALL_SIDE}, enlarged ${enlargement}`, images };
}

function enlarged(smalls: readonly Photo[], enlargement: Enlargement, resolver: FaceSuperResolver, size: { height: number; width: number }): Uint8Array[] {
  const square = { height: SMALL_SIDE, width: SMALL_SIDE, channels: 1 };
  if (enlargement === 'none') return smalls.map((small) => resizeImages(grayRaster(small).pixels, square, size));
  const large = enlargement === 'bicubic' ? smalls.map(enlarge) : resolver.superResolveAll(smalls).map(({ picture }) => picture);
  return large.map((picture) => grayRaster(bicubicResize(picture, size.width, size.height)).pixels);
}
