import type { EmbeddingPayload } from './embedding-payload';

/** What points may be coloured by. */
export const COLORINGS = ['truth', 'predicted', 'correct', 'duplicates'] as const;

/** One of {@link COLORINGS}. */
export type Coloring = (typeof COLORINGS)[number];

/** Points of one kind. */
export interface EmbeddingCategory {
  /** A label, or `right`, `wrong`, `with duplicates`, `alone`. */
  name: string;
  /** Indices of its images. */
  points: number[];
}

/** Which colourings a payload has: duplicates only where somebody looked for them. */
export function coloringsOf({ groups }: EmbeddingPayload): Coloring[] {
  return COLORINGS.filter((coloring) => coloring !== 'duplicates' || groups !== null);
}

/** The kinds of points that a colouring tells apart, in the order of the labels; kinds without points are kept. */
export function embeddingCategories(
  { labels, images: { truth, predicted }, groups }: EmbeddingPayload,
  coloring: Coloring,
): EmbeddingCategory[] {
  const those = (name: string, is: (index: number) => boolean): EmbeddingCategory => ({
    name,
    points: truth.flatMap((_, index) => (is(index) ? [index] : [])),
  });
  switch (coloring) {
    case 'truth':
      return labels.map((label, index) => those(label, (image) => truth[image] === index));
    case 'predicted':
      return labels.map((label, index) => those(label, (image) => predicted[image] === index));
    case 'correct':
      return [
        those('right', (image) => truth[image] === predicted[image]),
        those('wrong', (image) => truth[image] !== predicted[image]),
      ];
    case 'duplicates':
      return [
        those('with duplicates', (image) => groups?.[image] != null),
        those('alone', (image) => groups?.[image] == null),
      ];
  }
}
