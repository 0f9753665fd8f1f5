import type { PaperScale } from '../../../packages/fer-core/src/experiment/paper-scale';

/** Next to nothing, so that the whole experiment takes seconds. */
export const TINY_SCALE: PaperScale = {
  images: 21,
  changedImages: 7,
  superResolvedImages: 7,
  photos: 2,
  faces: 2,
  generated: { train: 42, validation: 21, epochs: 1 },
  memorized: { images: 14, epochs: 1 },
  rounds: { single: 2, batch: 1 },
  looks: 1,
};
