import { z } from 'zod';

const network = { network: z.string(), networkOptions: z.record(z.string(), z.unknown()).default({}), batch: z.int().min(1) };
const mode = z.enum(['compiled', 'eager']).default('compiled');

/** What one process of ours is to do, as its only command-line argument in JSON. */
export const OurTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('train-step'), ...network, mode }),
  z.strictObject({ task: z.literal('inference'), ...network, mode }),
  z.strictObject({ task: z.literal('phase'), ...network, phase: z.enum(['data', 'forward', 'backward', 'update', 'augmentation']) }),
  z.strictObject({ task: z.literal('epoch'), ...network, data: z.string(), augmentation: z.boolean().default(true) }),
  z.strictObject({ task: z.literal('matrix-multiply') }),
  z.strictObject({ task: z.literal('memory-copy'), threads: z.int().min(1) }),
]);

export type OurTask = z.output<typeof OurTaskSchema>;
export type NetworkTask = Exclude<OurTask, { task: 'matrix-multiply' | 'memory-copy' }>;
/**
 * Cumulative parts of a training step: `data` gathers a batch, `forward` computes the loss of one, `backward` also its gradients,
 * `update` also changes the weights (the whole step without augmentation), `augmentation` is the whole step with it.
 */
export type Phase = Extract<OurTask, { task: 'phase' }>['phase'];
