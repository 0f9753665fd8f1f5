import { z } from 'zod';
import { DETECTORS } from '../detect/detectors';

const network = { network: z.string(), networkOptions: z.record(z.string(), z.unknown()).default({}), batch: z.int().min(1) };
const mode = z.enum(['compiled', 'eager']).default('compiled');

/** What one process of ours is to do, as its only command-line argument in JSON. */
export const OurTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('train-step'), ...network, mode, precision: z.enum(['float32', 'bfloat16', 'float16']).default('float32') }),
  z.strictObject({ task: z.literal('inference'), ...network, mode }),
  z.strictObject({ task: z.literal('super-resolve'), ...network, mode }),
  z.strictObject({ task: z.literal('phase'), ...network, phase: z.enum(['data', 'augmentation', 'forward', 'backward', 'update']) }),
  z.strictObject({ task: z.literal('epoch'), ...network, data: z.string(), augmentation: z.boolean().default(true) }),
  z.strictObject({ task: z.literal('detection'), detector: z.enum(DETECTORS), photos: z.string(), boxes: z.string() }),
  z.strictObject({ task: z.literal('video'), video: z.string(), model: z.string().optional(), landmarkModel: z.string().optional() }),
  z.strictObject({ task: z.literal('matrix-multiply') }),
  z.strictObject({ task: z.literal('memory-copy'), threads: z.int().min(1) }),
]);

export type OurTask = z.output<typeof OurTaskSchema>;
export type NetworkTask = Exclude<OurTask, { task: 'detection' | 'video' | 'matrix-multiply' | 'memory-copy' }>;
/**
 * Parts of a training step, each measured alone: `data` prepares a batch in JavaScript; `augmentation` changes its images; `forward` does that
 * and computes the loss; `backward` also the gradients; `update` also changes the weights, which is the whole step.
 */
export type Phase = Extract<OurTask, { task: 'phase' }>['phase'];
