import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildNetwork } from '../models/registry';
import { validationImages, writeImages } from './bench-images';
import type { BenchOptions } from './bench-options';
import type { BenchSection } from './bench-report';
import { compare } from './compare';
import { ourContender, peerContenders } from './contenders';
import { epochGrowth } from './epoch-growth';
import { measureTogether } from './measure-section';

const OURS = 'ours fer train';

/** Whole epochs as a user gets them, ours beside the peers'; then how our time grows. */
export async function benchEpoch(options: BenchOptions): Promise<BenchSection> {
  const { network, networkOptions, batch, images } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fer-bench-images-'));
  try {
    await writeImages(folder, images, buildNetwork(network, networkOptions).inputShape);
    const peers = peerContenders('epoch', options, folder);
    const contenders = [
      ourContender(OURS, { task: 'epoch', network, networkOptions, batch, data: folder, augmentation: true }, options),
      ourContender('ours without augmentation', { task: 'epoch', network, networkOptions, batch, data: folder, augmentation: false }, options),
      ...peers.contenders,
    ];
    const { measurements, notRun } = await measureTogether(contenders, { ...options, steps: 1 }, [OURS], peers.notRun, 0);
    const named = (name: string) => measurements.filter(({ contender }) => contender.name === name);
    const peerMeasurements = measurements.filter(({ contender }) => contender.family !== 'ours');
    return {
      title: `Epoch, ${network}, ${images} images, batch ${batch}`,
      rows: [compare(`epoch ${network}, ${images} images, batch ${batch}`, named(OURS), peerMeasurements)],
      measurements,
      notRun,
      tables: await epochGrowth(options),
      notes: [
        `Shuffled batches, augmentation (rotation, shift, zoom, mirroring) and validation on ${validationImages(images)} images are part of an epoch, for all. ` +
          'Ours is `fer train` with checkpoint, log and run folder; Keras is `fit`, its augmentation layers in tf.data or in the model; PyTorch is a DataLoader of whole batches with grid_sample.',
        'Compiling happens in the first epoch, which is not counted.',
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
