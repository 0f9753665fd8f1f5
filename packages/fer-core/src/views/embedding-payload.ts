import { InputError } from '../input-error';
import { type JudgedImages, readJudgedImages } from './class-accuracy-payload';
import { PayloadReader } from './payload-reader';

/** MIME type of an embedding view. */
export const EMBEDDING_MIME = 'application/vnd.fer.embedding.v1+json';

/** Ways in which many numbers an image became a point. */
export const EMBEDDING_METHODS = ['pca', 'umap'] as const;

/** One of {@link EMBEDDING_METHODS}. */
export type EmbeddingMethod = (typeof EMBEDDING_METHODS)[number];

/** Points of the plane, in the order of the images. */
export interface EmbeddingProjection {
  method: EmbeddingMethod;
  x: number[];
  y: number[];
  /** Share of the variance that each axis holds, in [0, 1]; absent where the axes mean nothing. */
  variance?: [x: number, y: number];
}

/** Everything the embedding view shows, as plain JSON. */
export interface EmbeddingPayload {
  /** What the images are called together. */
  name: string;
  labels: string[];
  /** At least one, each method once. */
  projections: EmbeddingProjection[];
  images: JudgedImages;
  /** Index of each image's group of duplicates, null where it has none; null altogether where nobody looked. */
  groups: (number | null)[] | null;
}

/**
 * Reads an embedding payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseEmbedding(value: unknown): EmbeddingPayload {
  const payload = new PayloadReader('embedding', value);
  payload.checkVersion();
  const labels = payload.texts('labels');
  const images = readJudgedImages(payload.object('images'), labels.length);
  const n = images.ids.length;
  const projections = payload.objects('projections', (projection) => readProjection(projection, n));
  if (projections.length === 0)
    throw new InputError('embedding view: expected projections to be at least one, got none');
  return {
    name: payload.text('name'),
    labels,
    projections,
    images,
    groups: payload.optional('groups', (key) => payload.indicesOrNull(key, n, n)) ?? null,
  };
}

function readProjection(projection: PayloadReader, n: number): EmbeddingProjection {
  const variance = projection.optional('variance', (key) => projection.interval(key));
  return {
    method: projection.oneOf('method', EMBEDDING_METHODS),
    x: projection.numbers('x', n),
    y: projection.numbers('y', n),
    ...(variance === undefined ? {} : { variance }),
  };
}
