import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import type { LandmarksViewOptions } from '../../../packages/fer-core/src/views';

/** The mean face's points in a photo of 120×120 pixels; the truth lies one pixel to the right. */
export const landmarks: LandmarksViewOptions = {
  name: 'two <faces>.jpg',
  photo: { width: 120, height: 120, pixels: Uint8Array.from({ length: 120 * 120 * 3 }, (_, index) => index & 255) },
  faces: [
    {
      box: [10, 30, 100, 120],
      score: 0.9,
      landmarkConfidence: 0.75,
      landmarks: MEAN_FACE,
      truth: MEAN_FACE.map(([x, y]) => [x + 1, y] as const),
      aligned: { image: new Float32Array(16 * 16).fill(0.5), size: 16, points: MEAN_FACE.map(([x, y]) => [x / 7, y / 7] as const) },
    },
    { landmarks: MEAN_FACE },
  ],
};
