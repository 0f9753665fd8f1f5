import type { FsrnetOptions } from '../../../../packages/fer-core/src/models/fsrnet';

/** The smallest FSRNet with all parts. */
export const TINY_FSRNET: FsrnetOptions = {
  ...{ channels: 8, priorChannels: 8, coarseBlocks: 1, encoderBlocks: 1, priorBlocks: 1, hourglasses: 1, hourglassDepth: 1, hourglassBlocks: 0, decoderBlocks: 1 },
  ...{ coarseStride: 8, priorStride: 4, decoderStride: 4, normalization: 'none', residual: true },
};
