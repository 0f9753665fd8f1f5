import type { EmbeddingViewOptions } from '../../../packages/fer-core/src/views';

/** Four images of 2×2 pixels; image i is filled with the value i. The second is wrong; the first and the last are duplicates. */
export const points: EmbeddingViewOptions = {
  name: 'faces <test>',
  images: {
    ids: ['a', '<b>', 'c', 'd'],
    classes: ['happy', 'sad', 'fear'],
    labels: Uint8Array.of(0, 1, 1, 0),
    height: 2,
    width: 2,
    images: Uint8Array.from({ length: 16 }, (_, byte) => Math.floor(byte / 4)),
  },
  predicted: Uint8Array.of(0, 0, 1, 0),
  confidence: Float32Array.of(0.9, 0.6, 0.8, 0.7),
  projections: [
    { method: 'pca', x: [0, 1.234567, 2, 3], y: [0, 1, 0, -1], variance: [0.5, 0.25] },
    { method: 'umap', x: [5, 6, 7, 8], y: [1, 2, 3, 4] },
  ],
  groups: [0, null, null, 0],
};
