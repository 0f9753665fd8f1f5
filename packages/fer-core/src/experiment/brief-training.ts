import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { labeledImagesSha256 } from '../datasets/labeled-images';
import { loadModel, saveModel, type SavedModel } from '../models/saved-model';
import { train } from '../train/training';
import type { TrainingConfigInput } from '../train/training-config';
import type { TrainingData } from '../train/training-loop';
import { PAPER_SEEDS } from './paper-scale';

export interface BriefTrainingOptions {
  readonly epochs: number;
  /** Turned, shifted and mirrored images at each step, so that the network cannot learn the images themselves. */
  readonly augmented: boolean;
  /** Where the weights are kept; weights that lie there already are taken when they come from the same training. */
  readonly folder?: string;
  readonly onProgress?: (share: number) => void;
}

/** Trains mini_XCEPTION for some epochs; the best one by accuracy on `data.validation` is chosen. */
export async function trainBriefly(data: TrainingData, { epochs, augmented, folder, onProgress }: BriefTrainingOptions): Promise<SavedModel> {
  const config: TrainingConfigInput = {
    network: 'mini_XCEPTION',
    epochs,
    batchSize: 32,
    learningRate: 0.003,
    schedule: { name: 'cosine', warmUpEpochs: 1 },
    reduceLROnPlateau: null,
    seed: PAPER_SEEDS.training,
    ...(augmented ? {} : { augmentation: null }),
  };
  const training = {
    dataset: data.train.name,
    trainSha256: labeledImagesSha256(data.train),
    selectedOn: data.validation.split,
    selectedBySha256: labeledImagesSha256(data.validation),
    epochs,
    augmented,
    seed: PAPER_SEEDS.training,
  };
  const kept = folder === undefined ? undefined : await keptModel(folder, training);
  if (kept) return kept;
  const run = await mkdtemp(path.join(os.tmpdir(), 'fer-experiment-'));
  try {
    const { model, state, reason } = await train(config, data, { run, onStep: ({ epoch, step, steps }) => onProgress?.((epoch - 1 + step / steps) / epochs) }).done;
    // What was learned in fewer epochs is another network.
    if (!model || state === 'stopped') throw new Error(`trainBriefly: expected ${epochs} epochs, but the training was stopped: ${reason ?? 'no epoch was finished'}`);
    const { weightsSha256, ...rest } = model;
    if (folder !== undefined) await saveModel(folder, { ...rest, training });
    return { ...rest, training, weightsSha256 };
  } finally {
    await rm(run, { recursive: true, force: true });
  }
}

async function keptModel(folder: string, training: Record<string, unknown>): Promise<SavedModel | undefined> {
  const kept = await loadModel(folder).catch(() => undefined);
  return kept && Object.entries(training).every(([key, value]) => kept.training[key] === value) ? kept : undefined;
}
