import { z } from 'zod';
import { parseConfig } from '../parse-config';

const share = z.number().min(0).max(1);

const JitterSchema = z.strictObject({
  rotation: z.number().min(0).max(180).describe('largest turn to either side, degrees'),
  scale: z.number().min(0).describe('largest factor to either side, minus one'),
  shift: share.describe('largest shift in either direction, share of the crop'),
});

const ViewsSchema = z.strictObject({
  detected: JitterSchema.default({ rotation: 30, scale: 0.22, shift: 0.1 }).describe('crops as after a detector'),
  refined: JitterSchema.default({ rotation: 5, scale: 0.06, shift: 0.025 }).describe('crops as after a first guess'),
  detectedShare: share.default(0.35).describe('share of the crops that are as after a detector'),
  stretch: z.number().min(0).default(0.1).describe('largest factor by which a face is narrower or wider, minus one'),
  slant: z.number().min(0).max(45).default(4).describe('largest slant, degrees'),
  mirror: z.boolean().default(true).describe('mirrors half of the faces'),
  coarseShare: share.default(0.3).describe('share of the crops that lose details, as small faces have none'),
  coarsest: z.int().min(16).default(44).describe('fewest pixels across such a crop'),
  gamma: z.number().min(1).default(1.7).describe('gamma is drawn from 1 / gamma … gamma'),
  sideLight: z.number().min(0).default(0.6).describe('largest change of the light across a crop'),
  noise: z.number().min(0).default(12).describe('largest standard deviation, gray levels'),
  hiddenShare: share.default(0.3).describe('share of the crops of which a part is hidden'),
  hiddenSide: share.default(0.45).describe('largest side of what is hidden, share of the crop'),
  elsewhereShare: share.default(0.04).describe('share of the crops that show no whole face'),
});

/** A training of the landmark network; every field has a default. */
export const LandmarkConfigSchema = z.strictObject({
  networkOptions: z.record(z.string(), z.unknown()).default({}).describe("`landmarkNetwork`'s own options"),
  data: z
    .array(z.strictObject({ folder: z.string(), heldOutEvery: z.int().min(0), share: z.number().positive().optional() }))
    .min(1)
    .refine((folders) => folders.every(({ share: given }) => given !== undefined) || folders.every(({ share: given }) => given === undefined), 'expected a share for each folder or for none')
    .describe('folders of pictures with .pts beside them; every so many photographs one is held out; share of the views, in proportion, default by the number of faces'),
  startFrom: z.string().nullable().default(null).describe('model or run folder whose weights training starts from; null for random ones'),
  epochs: z.int().min(1).default(40),
  viewsPerFace: z.number().positive().default(5).describe('views in one epoch by the number of faces'),
  batchSize: z.int().min(1).default(32),
  learningRate: z.number().positive().default(2e-3).describe('of Adam, at the start'),
  weightDecay: z.number().min(0).default(0.02).describe('decoupled, on kernels only'),
  schedule: z
    .strictObject({
      name: z.enum(['constant', 'cosine']).default('cosine'),
      warmUpEpochs: z.number().min(0).default(0.5),
      finalShare: share.default(0.005),
    })
    .prefault({}),
  averaging: z.strictObject({ decay: z.number().gt(0).lt(1).default(0.998) }).nullable().prefault({}),
  votesWeight: z.number().min(0).default(0.1).describe('weight of the spread of the votes'),
  qualityWeight: z.number().min(0).default(0.3).describe('weight of the cross-entropy of the confidence'),
  views: ViewsSchema.prefault({}),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  execution: z.enum(['compiled', 'eager']).default('compiled'),
});

export type LandmarkConfig = z.output<typeof LandmarkConfigSchema>;
export type LandmarkConfigInput = z.input<typeof LandmarkConfigSchema>;

/**
 * Fills in defaults and checks every field.
 * @throws InputError naming each field that is unknown or out of range
 */
export function resolveLandmarkConfig(input: unknown, source = 'landmark configuration'): LandmarkConfig {
  return parseConfig(LandmarkConfigSchema, input, source);
}
