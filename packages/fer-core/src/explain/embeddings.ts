import type { SavedModel } from '../models/saved-model';
import { fittingImages, type ImagesOfOneSize } from './fitting-images';
import { NetworkReader, type NetworkReaderOptions } from './network-reader';

export interface EmbeddingsOptions extends NetworkReaderOptions {
  /** Told now and then how many images are done. */
  onProgress?: (done: number) => void;
}

/** What a network makes of images right before it names a class. */
export interface Embeddings {
  /** Numbers an image: 432 for xception, 128 for mini_XCEPTION. */
  length: number;
  /** float32 [n, length] */
  features: Float32Array;
  /** float32 [n, classes] in [0, 1] */
  probabilities: Float32Array;
}

/**
 * The penultimate features: the last block's maps, each averaged over its places. For xception they are what its dense layer is given. mini_XCEPTION
 * has one convolution more before its own mean, which leaves a number a class; its features are the means of the maps before that convolution.
 * Batched; it leaves no tensor behind.
 * @param images those of another size than the network's input are resized for it
 * @throws (rejects) InputError for no images, other channels, or a network that does not end so
 */
export async function embeddings(
  model: SavedModel,
  images: ImagesOfOneSize,
  { onProgress, ...options }: EmbeddingsOptions = {},
): Promise<Embeddings> {
  const input = fittingImages('embeddings', model, images);
  const reader = await NetworkReader.create(model, options);
  try {
    const { features, probabilities } = await reader.read(input, ['features', 'probabilities'], onProgress);
    return { length: reader.featureLength, features, probabilities };
  } finally {
    reader.dispose();
  }
}
