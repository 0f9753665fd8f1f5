import { resizeImages, type ImageSize } from '../classify/resize-images';
import { InputError } from '../input-error';
import { sizeOf } from '../models/network';
import type { SavedModel } from '../models/saved-model';

/** Images of one size: uint8 [count, height, width, channels]. */
export interface ImagesOfOneSize extends ImageSize {
  readonly images: Uint8Array;
}

/**
 * Images as a model takes them, resized where they have another size (`resizeImages`).
 * @param owner for messages
 * @throws InputError for no images, bytes that are no whole images, or other channels than the network's
 */
export function fittingImages(
  owner: string,
  { built, network }: SavedModel,
  { images, ...size }: ImagesOfOneSize,
): Uint8Array {
  const [height, width, channels] = built.inputShape as [number, number, number];
  if (size.channels !== channels)
    throw new InputError(`${owner}: expected images of ${channels} channels for ${network}, got ${size.channels}`);
  const bytes = sizeOf([size.height, size.width, size.channels]);
  if (images.length === 0) throw new InputError(`${owner}: expected at least one image, got none`);
  if (images.length % bytes !== 0)
    throw new InputError(
      `${owner}: expected images of ${size.height}×${size.width}×${channels} bytes, got ${images.length} bytes`,
    );
  return resizeImages(images, size, { height, width });
}
