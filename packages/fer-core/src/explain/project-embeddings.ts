import { PCA } from 'ml-pca';
import { xoroshiro128plus } from 'pure-rand';
import { UMAP } from 'umap-js';
import { InputError } from '../input-error';
import type { Embeddings } from './embeddings';

/** Ways to draw many numbers an image as a point of the plane. */
export const PROJECTIONS = ['pca', 'umap'] as const;
export type ProjectionMethod = (typeof PROJECTIONS)[number];

export interface ProjectEmbeddingsOptions {
  /** `pca` keeps distances as well as a plane can; `umap` keeps neighbours together and says nothing about far distances. Default `pca`. */
  method?: ProjectionMethod;
  /** Any integer; the same seed gives the same picture. UMAP alone draws numbers. Default 0. */
  seed?: number;
  /** Neighbours that UMAP keeps together; few show small groups, many the large order. At least 2, fewer than images. Default 15, or all others where there are fewer. */
  neighbors?: number;
  /** How near UMAP lays points together, from 0 to 1. Default 0.1. */
  minimumDistance?: number;
  /** Share of the work that is done, in [0, 1]. */
  onProgress?: (share: number) => void;
}

/** Points of the plane, one an image. */
export interface Projection {
  method: ProjectionMethod;
  x: number[];
  y: number[];
  /** Share of the variance that each axis holds, in [0, 1]; PCA alone. */
  variance?: [x: number, y: number];
}

/** Principal components that UMAP is given: the others are mostly noise, and neighbours are found sooner. */
const UMAP_COMPONENTS = 50;

/**
 * Projects features to the plane: principal components (ml-pca), or UMAP (umap-js; McInnes, Healy & Melville 2018) of the first 50 of them.
 * @throws (rejects) InputError for fewer than three images, an unknown method, or numbers out of range
 */
export async function projectEmbeddings(
  { features, length }: Pick<Embeddings, 'features' | 'length'>,
  { method = 'pca', seed = 0, neighbors, minimumDistance = 0.1, onProgress }: ProjectEmbeddingsOptions = {},
): Promise<Projection> {
  const count = features.length / length;
  const near = neighbors ?? Math.min(15, count - 1);
  const refuse = (expected: string, got: unknown): never => {
    throw new InputError(`projectEmbeddings: expected ${expected}, got ${String(got)}`);
  };
  if (!PROJECTIONS.includes(method)) refuse(`one of ${PROJECTIONS.join(', ')}`, method);
  if (!Number.isInteger(count) || count < 3)
    refuse(`whole rows of ${length} features for at least three images`, `${features.length} numbers`);
  if (!Number.isInteger(seed)) refuse('a whole number as seed', seed);
  if (method === 'umap' && !(Number.isInteger(near) && near >= 2 && near < count))
    refuse(`neighbors from 2 to ${count - 1}`, near);
  if (!(minimumDistance >= 0 && minimumDistance <= 1)) refuse('a minimumDistance from 0 to 1', minimumDistance);

  const rows = Array.from({ length: count }, (_, image) =>
    Array.from(features.subarray(image * length, (image + 1) * length)),
  );
  const pca = new PCA(rows, { method: 'covarianceMatrix' });
  if (method === 'pca') {
    const points = pca.predict(rows, { nComponents: Math.min(2, length) }).to2DArray();
    const [first = 0, second = 0] = pca.getExplainedVariance();
    onProgress?.(1);
    return { method, ...columns(points), variance: [first, second] };
  }
  const components = pca.predict(rows, { nComponents: Math.min(UMAP_COMPONENTS, length) }).to2DArray();
  const generator = xoroshiro128plus(seed);
  const umap = new UMAP({
    nNeighbors: near,
    minDist: minimumDistance,
    random: () => (generator.unsafeNext() >>> 0) / 2 ** 32,
  });
  const epochs = umap.initializeFit(components);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    onProgress?.(epoch / epochs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { method, ...columns(umap.getEmbedding()) };
}

function columns(points: readonly (readonly number[])[]): Pick<Projection, 'x' | 'y'> {
  return { x: points.map(([x]) => x ?? 0), y: points.map(([, y]) => y ?? 0) };
}
