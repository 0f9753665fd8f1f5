import { describe, expect, it } from 'vitest';
import { coloringsOf, embeddingCategories, embeddingView } from '../../../packages/fer-core/src/views';
import { points } from './embedding-fixture';

const { payload } = embeddingView(points);

describe('embeddingCategories', () => {
  it.each([
    [
      'truth',
      [
        ['happy', [0, 3]],
        ['sad', [1, 2]],
        ['fear', []],
      ],
    ],
    [
      'predicted',
      [
        ['happy', [0, 1, 3]],
        ['sad', [2]],
        ['fear', []],
      ],
    ],
    [
      'correct',
      [
        ['right', [0, 2, 3]],
        ['wrong', [1]],
      ],
    ],
    [
      'duplicates',
      [
        ['with duplicates', [0, 3]],
        ['alone', [1, 2]],
      ],
    ],
  ] as const)('tells kinds apart by %s', (coloring, expected) => {
    expect(embeddingCategories(payload, coloring).map(({ name, points: own }) => [name, own])).toEqual(expected);
  });
});

describe('coloringsOf', () => {
  it('has duplicates only where somebody looked for them', () => {
    expect(coloringsOf(payload)).toEqual(['truth', 'predicted', 'correct', 'duplicates']);
    expect(coloringsOf({ ...payload, groups: null })).toEqual(['truth', 'predicted', 'correct']);
  });
});
