import { z } from 'zod';
import { parseConfig } from '../parse-config';

const share = z.number().min(0).max(1);

const ViewsSchema = z.strictObject({
  smallest: z.number().positive().default(60).describe('least side of the box around the 68 points, pixels of 128; 65 in the official CelebA pairs'),
  largest: z.number().positive().default(92).describe('greatest side of that box'),
  shift: z.number().min(0).default(6).describe('largest shift in either direction, pixels'),
  rotation: z.number().min(0).max(180).default(10).describe('largest turn to either side, degrees'),
  mirror: z.boolean().default(true).describe('mirrors half of the faces'),
  contrast: share.default(0.15).describe('contrast is drawn from 1 − contrast … 1 + contrast'),
  brightness: z.number().min(0).default(12).describe('largest change of each colour to either side, gray levels'),
  noise: z.number().min(0).default(2).describe('largest noise on the enlarged picture, gray levels, as JPEG leaves some'),
});

const WeightsSchema = z.strictObject({
  coarse: z.number().min(0).default(1),
  fine: z.number().min(0).default(1),
  heatmaps: z.number().min(0).default(1),
  parsing: z.number().min(0).default(1),
});

/** A training of FSRNet; every field has a default. */
export const SuperResolutionConfigSchema = z.strictObject({
  networkOptions: z.record(z.string(), z.unknown()).default({}).describe("`fsrnet`'s own options; `priors` among them"),
  folders: z
    .array(z.strictObject({ folder: z.string(), heldOutEvery: z.int().min(0) }))
    .default([])
    .describe('folders of pictures with .pts beside them; every so many photographs one is held out'),
  parsed: z.string().nullable().default(null).describe('folder of faces with a segmentation, see `loadParsedFaces`'),
  generated: z.int().min(0).default(0).describe('number of generated faces'),
  epochs: z.int().min(1).default(60),
  viewsPerFace: z.int().min(1).default(1).describe('views of each face in one epoch'),
  batchSize: z.int().min(1).default(16),
  learningRate: z.number().positive().default(1e-3).describe('of Adam, at the start'),
  schedule: z
    .strictObject({
      name: z.enum(['constant', 'cosine']).default('cosine'),
      warmUpEpochs: z.number().min(0).default(0.5),
      finalShare: share.default(0.01),
    })
    .prefault({}),
  averaging: z.strictObject({ decay: z.number().gt(0).lt(1).default(0.998) }).nullable().prefault({}),
  error: z
    .enum(['mse', 'mae', 'logMse'])
    .default('mse')
    .describe("`mse` as the paper; `mae`; `logMse`, the logarithm of each picture's mean square, which is PSNR itself"),
  weights: WeightsSchema.prefault({}).describe('of the four losses; 1 each in the paper'),
  heatmapSigma: z.number().positive().default(1).describe("spread of a landmark's heat map, pixels of the map"),
  views: ViewsSchema.prefault({}),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  execution: z.enum(['compiled', 'eager']).default('compiled'),
});

export type SuperResolutionConfig = z.output<typeof SuperResolutionConfigSchema>;
export type SuperResolutionConfigInput = z.input<typeof SuperResolutionConfigSchema>;
export type SuperResolutionViews = SuperResolutionConfig['views'];

/**
 * Fills in defaults and checks every field.
 * @throws InputError naming each field that is unknown or out of range
 */
export function resolveSuperResolutionConfig(input: unknown, source = 'super-resolution configuration'): SuperResolutionConfig {
  return parseConfig(SuperResolutionConfigSchema, input, source);
}
