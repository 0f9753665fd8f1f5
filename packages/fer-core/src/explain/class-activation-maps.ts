import { heatMap } from '../evaluate/heat-map';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { fittingImages, type ImagesOfOneSize } from './fitting-images';
import { NetworkReader, type NetworkReaderOptions } from './network-reader';

export interface ClassActivationMapsOptions extends NetworkReaderOptions {
  /** Whose maps `maps` holds: `predicted`, the class of each image that the network finds most probable; a label, for all images; or an index into the labels an image. Default `predicted`. */
  chosen?: string | ArrayLike<number>;
  /** Told now and then how many images are done. */
  onProgress?: (done: number) => void;
}

/** What a network's last block says for each class, and where. All lists in the order of the images. */
export interface ClassActivationMaps {
  /** Zhou et al. 2016. */
  method: 'CAM';
  labels: readonly string[];
  /** Index of the class whose map `maps` holds. */
  chosen: number[];
  /** Index of the most probable class. */
  predicted: number[];
  /** float32 [n, classes] in [0, 1] */
  probabilities: Float32Array;
  /** float32 [n, classes] */
  logits: Float32Array;
  /** Size of the last block's maps. */
  block: { height: number; width: number };
  /** float32 [n, classes, block.height, block.width]: what each place says for each class, in logits; its mean over the places is the class's logit. */
  evidence: Float32Array;
  /** Size of `maps`, that of the images. */
  height: number;
  width: number;
  /** float32 [n, height, width] in [0, 1]: the chosen class's evidence, enlarged; 0 where the block says least for it, 1 where it says most. */
  maps: Float32Array;
}

/**
 * Class activation maps on the last block of a classifier of ours (Zhou, Khosla, Lapedriza, Oliva & Torralba 2016, "Learning Deep Features for
 * Discriminative Localization"). Both networks end in a global mean of a linear map, so that a class's logit is exactly the mean of its evidence,
 * the offset included; no gradient is needed. The map is as coarse as the block, 6×6 for xception and 3×3 for mini_XCEPTION at 48×48 pixels,
 * and each place has seen much of the face around it: it tells where the network looked, not why.
 * Batched; it leaves no tensor behind.
 * @param images those of another size than the network's input are resized for it
 * @throws (rejects) InputError for no images, other channels, an unknown class, or a network that does not end so
 */
export async function classActivationMaps(
  model: SavedModel,
  images: ImagesOfOneSize,
  { chosen = 'predicted', onProgress, ...options }: ClassActivationMapsOptions = {},
): Promise<ClassActivationMaps> {
  const { labels } = model;
  const input = fittingImages('classActivationMaps', model, images);
  const count = images.images.length / (images.height * images.width * images.channels);
  const asked = typeof chosen === 'string' ? chosen : checkedIndices(chosen, count, labels);
  if (typeof asked === 'string' && asked !== 'predicted' && !labels.includes(asked)) {
    throw new InputError(
      `classActivationMaps: expected chosen to be predicted or one of ${labels.join(', ')}, got ${asked}`,
    );
  }
  const reader = await NetworkReader.create(model, options);
  try {
    const {
      logits,
      probabilities,
      evidence: places,
    } = await reader.read(input, ['logits', 'probabilities', 'evidence'], onProgress);
    const [blockHeight, blockWidth, classes] = reader.head.shape;
    const block = { height: blockHeight, width: blockWidth };
    const predicted = Array.from({ length: count }, (_, image) =>
      largest(probabilities.subarray(image * classes, (image + 1) * classes)),
    );
    const indices =
      asked === 'predicted'
        ? predicted
        : typeof asked === 'string'
          ? predicted.map(() => labels.indexOf(asked))
          : asked;
    const evidence = classesFirst(places, blockHeight * blockWidth, classes);
    const { height, width } = images;
    const maps = new Float32Array(count * height * width);
    const size = blockHeight * blockWidth;
    indices.forEach((label, image) => {
      const start = (image * classes + label) * size;
      maps.set(heatMap(evidence.subarray(start, start + size), block, { height, width }), image * height * width);
    });
    return {
      method: 'CAM',
      labels,
      chosen: indices,
      predicted,
      probabilities,
      logits,
      block,
      evidence,
      height,
      width,
      maps,
    };
  } finally {
    reader.dispose();
  }
}

function checkedIndices(chosen: ArrayLike<number>, count: number, labels: readonly string[]): number[] {
  if (chosen.length !== count)
    throw new InputError(
      `classActivationMaps: expected a chosen class for each of ${count} images, got ${chosen.length}`,
    );
  const indices = Array.from(chosen);
  const wrong = indices.find((index) => labels[index] === undefined);
  if (wrong !== undefined)
    throw new InputError(
      `classActivationMaps: expected chosen classes from 0 to ${labels.length - 1}, got ${wrong}`,
    );
  return indices;
}

/** [n, places, classes] → [n, classes, places] */
function classesFirst(evidence: Float32Array, places: number, classes: number): Float32Array {
  return evidence.map((_, at) => {
    const [image, label, place] = [
      Math.floor(at / places / classes),
      Math.floor(at / places) % classes,
      at % places,
    ];
    return evidence[(image * places + place) * classes + label]!;
  });
}

function largest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
