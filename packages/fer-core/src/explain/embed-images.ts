import { judge } from '../classify/judge';
import { requireClasses } from '../classify/require-classes';
import type { LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { duplicateGroups } from './duplicate-groups';
import { embeddings } from './embeddings';
import type { NetworkReaderOptions } from './network-reader';
import {
  projectEmbeddings,
  PROJECTIONS,
  type Projection,
  type ProjectionMethod,
  type ProjectEmbeddingsOptions,
} from './project-embeddings';

/** What `embedImages` is doing. */
export type EmbeddingStage = 'reading' | 'comparing' | 'projecting';

export interface EmbedImagesOptions
  extends NetworkReaderOptions, Pick<ProjectEmbeddingsOptions, 'seed' | 'neighbors' | 'minimumDistance'> {
  /** Ways to draw the images as points. Default all that there are. */
  methods?: readonly ProjectionMethod[];
  /** Looks for images that are the same or nearly so. Default true. */
  duplicates?: boolean;
  /** Share in [0, 1] of the stage at work. */
  onProgress?: (stage: EmbeddingStage, share: number) => void;
}

/** Labelled images as points that lie near each other where a network sees likeness; `embeddingView` shows them. */
export interface ImagesAsPoints {
  /** What the images are called together. */
  name: string;
  images: LabeledImages;
  /** Index of each image's most probable class. */
  predicted: Uint8Array;
  /** Probability of that class, in [0, 1]. */
  confidence: Float32Array;
  /** float32 [n, classes] in [0, 1] */
  probabilities: Float32Array;
  projections: Projection[];
  /** Index of each image's group of duplicates, null where it has none; null altogether where nobody looked. */
  groups: (number | null)[] | null;
}

/**
 * Reads the penultimate features of labelled images, projects them to the plane and finds duplicates among them.
 * @throws (rejects) InputError as `embeddings` and `projectEmbeddings`, for no method, and for other classes than the model's
 * @example embeddingView(await embedImages(await loadModel('models/fer2013-xception'), data))
 */
export async function embedImages(
  model: SavedModel,
  data: LabeledImages,
  {
    methods = PROJECTIONS,
    duplicates = true,
    seed,
    neighbors,
    minimumDistance,
    onProgress,
    ...options
  }: EmbedImagesOptions = {},
): Promise<ImagesAsPoints> {
  requireClasses('embedImages', model, data);
  if (methods.length === 0)
    throw new InputError(`embedImages: expected at least one of the methods ${PROJECTIONS.join(', ')}, got none`);
  const found = await embeddings(model, data, {
    ...options,
    onProgress: (done) => onProgress?.('reading', done / data.count),
  });
  const groups = duplicates
    ? await duplicateGroups(data, { onProgress: (share) => onProgress?.('comparing', share) })
    : null;
  const projections: Projection[] = [];
  for (const [at, method] of methods.entries()) {
    const share = (own: number): void => onProgress?.('projecting', (at + own) / methods.length);
    projections.push(
      await projectEmbeddings(found, { method, seed, neighbors, minimumDistance, onProgress: share }),
    );
  }
  const { predicted, confidence } = judge(found.probabilities, data);
  return {
    name: `${data.name} ${data.split}`,
    images: data,
    predicted,
    confidence,
    probabilities: found.probabilities,
    projections,
    groups,
  };
}
