import { formatPercent } from '../evaluate/format-percent';
import type { EmbeddingPayload, EmbeddingProjection } from './embedding-payload';

/** What a projection is called. */
export function projectionName({ method }: Pick<EmbeddingProjection, 'method'>): string {
  return { pca: 'PCA', umap: 'UMAP' }[method];
}

/** What the axes of a projection are called; null where they mean nothing. */
export function projectionAxes({ variance }: EmbeddingProjection): [x: string, y: string] | null {
  if (!variance) return null;
  return [
    `component 1 (${formatPercent(variance[0])} of the variance)`,
    `component 2 (${formatPercent(variance[1])} of the variance)`,
  ];
}

/** The points as plain text: how many, how they were made, how many are right, how many have duplicates. */
export function embeddingSummary({ name, labels, projections, images, groups }: EmbeddingPayload): string {
  const n = images.ids.length;
  const right = images.truth.filter((truth, image) => truth === images.predicted[image]).length;
  const lines = [
    `${name}: ${n} images as points`,
    ...projections.map(
      (projection) =>
        `${projectionName(projection)}${projectionAxes(projection) ? `: ${projectionAxes(projection)!.join(', ')}` : ''}`,
    ),
    `${right} of ${n} labelled right (${formatPercent(right / n)})`,
  ];
  if (groups) {
    const members = groups.filter((group) => group !== null);
    lines.push(`${members.length} images in ${new Set(members).size} groups of duplicates`);
  }
  const counts = labels.map((label, index) => `${label} ${images.truth.filter((truth) => truth === index).length}`);
  return [...lines, `truth: ${counts.join(', ')}`].join('\n');
}
