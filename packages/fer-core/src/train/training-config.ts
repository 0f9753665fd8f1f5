import { z } from 'zod';
import { TEST_TIME_AVERAGING } from '../classify/test-time-averaging';
import { NETWORK_NAMES } from '../models/registry';
import { parseConfig } from './parse-config';

const share = z.number().min(0).max(1);

const AugmentationSchema = z.strictObject({
  rotationRange: z.number().min(0).max(180).default(10).describe('largest rotation to either side, degrees'),
  widthShiftRange: share.default(0.1).describe('largest shift to either side, share of the width'),
  heightShiftRange: share.default(0.1).describe('largest shift up or down, share of the height'),
  zoomRange: share.default(0.1).describe('zoom is drawn from [1 − zoomRange, 1 + zoomRange]'),
  shearRange: z.number().min(0).max(60).default(0).describe('largest slant, degrees'),
  horizontalFlip: z.boolean().default(true).describe('mirrors half of the images'),
  brightnessRange: share.default(0).describe('largest change of brightness to either side, share of white'),
  contrastRange: share.default(0).describe('contrast is drawn from [1 − contrastRange, 1 + contrastRange]'),
  erasingProbability: share.default(0).describe('share of the images of which a random rectangle is erased'),
  erasingShare: share.default(0.2).describe('largest share of the image that is erased'),
});

const OptimizerSchema = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('adam'),
    beta1: share.default(0.9),
    beta2: share.default(0.999),
    epsilon: z.number().positive().default(1e-7),
    weightDecay: z.number().min(0).default(0).describe('decoupled, on kernels only: AdamW'),
  }),
  z.strictObject({
    name: z.literal('sgd'),
    momentum: share.default(0.9),
    nesterov: z.boolean().default(true),
    weightDecay: z.number().min(0).default(0).describe('L2 penalty on kernels'),
  }),
]);

const MONITORS = ['loss', 'accuracy', 'valLoss', 'valAccuracy'] as const;

/** A training from beginning to end; every field has a default, so that a configuration is a small difference to them. */
export const TrainingConfigSchema = z.strictObject({
  network: z.enum(NETWORK_NAMES as [string, ...string[]]).default('mini_XCEPTION'),
  networkOptions: z.record(z.string(), z.unknown()).default({}).describe("the network builder's own options"),
  data: z.string().default('generated').describe('prepared folder, csv, class folders, or `generated`'),
  startFrom: z.string().nullable().default(null).describe('model or run folder whose weights training starts from: of the same network, or of an Xception that is nowhere wider; null for random ones'),
  inputRange: z.enum(['unit', 'symmetric']).default('symmetric').describe('[0, 1] or [-1, 1]'),
  epochs: z.int().min(1).default(30),
  batchSize: z.int().min(1).default(64),
  optimizer: OptimizerSchema.prefault({ name: 'adam' }),
  learningRate: z.number().positive().default(1e-3).describe('at the start'),
  schedule: z
    .strictObject({
      name: z.enum(['constant', 'cosine']).default('constant'),
      warmUpEpochs: z.number().min(0).default(0).describe('the learning rate rises from zero in these epochs'),
      finalShare: share.default(0).describe('share of the learning rate that a cosine ends at'),
    })
    .prefault({}),
  labelSmoothing: z.number().min(0).lt(1).default(0).describe('share of each target that is spread over all classes'),
  mixup: z.number().min(0).max(1).default(0).describe('alpha of the Beta distribution that mixes pairs of images; 0 for none'),
  classWeights: z
    .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
    .nullable()
    .default(null)
    .describe('weights in the loss by class name, or `balanced`'),
  averaging: z
    .strictObject({ decay: z.number().gt(0).lt(1).default(0.999).describe('share of the running average of the weights that is kept at each step') })
    .nullable()
    .default(null)
    .describe('validates and saves running averages of the weights'),
  distillation: z
    .strictObject({
      teachers: z.array(z.string()).min(1).describe('model or run folders whose mean probabilities are learned'),
      weight: share.default(0.5).describe("the teachers' share of the target"),
      temperature: z.number().positive().default(1).describe('above 1 softens what the teachers say'),
      tta: z.enum(TEST_TIME_AVERAGING).default('none').describe('views that each teacher averages over; what ten crops show is then learned for one look'),
    })
    .nullable()
    .default(null),
  augmentation: AugmentationSchema.nullable().prefault({}).describe('null switches it off'),
  reduceLROnPlateau: z
    .strictObject({
      monitor: z.enum(MONITORS).default('valLoss'),
      factor: z.number().gt(0).lt(1).default(0.5),
      patience: z.int().min(1).default(4).describe('epochs without improvement before the learning rate is lowered'),
      minLearningRate: z.number().min(0).default(1e-5),
    })
    .nullable()
    .prefault({}),
  earlyStopping: z
    .strictObject({
      monitor: z.enum(MONITORS).default('valLoss'),
      patience: z.int().min(1).default(15).describe('epochs without improvement before training ends'),
      minDelta: z.number().min(0).default(0).describe('smaller changes are no improvement'),
    })
    .nullable()
    .default(null),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  precision: z
    .enum(['float32', 'bfloat16', 'float16'])
    .default('float32')
    .describe('what convolutions and matrix products of a compiled step are computed in; weights stay float32. Faster only where the processor knows it'),
  execution: z.enum(['compiled', 'eager']).default('compiled').describe('one graph a step, or operation by operation'),
});

/** A complete training configuration. */
export type TrainingConfig = z.output<typeof TrainingConfigSchema>;
/** What may be left out of one. */
export type TrainingConfigInput = z.input<typeof TrainingConfigSchema>;
/** A number that callbacks watch. */
export type Monitor = (typeof MONITORS)[number];

/**
 * Fills in defaults and checks every field.
 * @throws InputError naming each field that is unknown or out of range
 */
export function resolveTrainingConfig(input: unknown, source = 'training configuration'): TrainingConfig {
  return parseConfig(TrainingConfigSchema, input, source);
}
