import type { ExplanationViewOptions } from '../../../packages/fer-core/src/views';

/** Three images of 2×2 pixels, two classes, maps of 1×2 places; image i is filled with the value i, evidence counts up from −1. */
export const explained: ExplanationViewOptions = {
  name: 'faces <test>',
  images: {
    ids: ['a', '<b>', 'c'],
    labels: Uint8Array.of(0, 1, 1),
    height: 2,
    width: 2,
    images: Uint8Array.from({ length: 12 }, (_, byte) => Math.floor(byte / 4)),
  },
  maps: {
    method: 'CAM',
    labels: ['happy', 'sad'],
    chosen: [0, 0, 1],
    predicted: [0, 0, 1],
    probabilities: Float32Array.of(0.9, 0.1, 0.75, 0.25, 0.2, 0.8),
    block: { height: 1, width: 2 },
    evidence: Float32Array.from({ length: 12 }, (_, at) => at - 1),
  },
};
