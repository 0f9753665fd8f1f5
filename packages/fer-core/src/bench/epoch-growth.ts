import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { countParameters } from '../models/network';
import { buildNetwork } from '../models/registry';
import type { BenchOptions } from './bench-options';
import type { BenchTable } from './bench-report';
import { widened } from './bench-networks';
import { ourContender } from './contenders';
import { writeImages } from './bench-images';
import { interleave } from './interleave';

interface Variant {
  change: string;
  images: number;
  batch: number;
  networkOptions: Record<string, unknown>;
}

/** How the time of our epoch grows with images, batch and width: one thing changed at a time, measured in turns. */
export async function epochGrowth(options: BenchOptions): Promise<BenchTable[]> {
  const { network } = options;
  const { inputShape } = buildNetwork(network, options.networkOptions);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fer-bench-growth-'));
  try {
    const variants = growthVariants(options);
    for (const images of new Set(variants.map((variant) => variant.images))) {
      await mkdir(path.join(folder, `${images}`));
      await writeImages(path.join(folder, `${images}`), images, inputShape);
    }
    const contenders = variants.map(({ change, images, batch, networkOptions }) =>
      ourContender(change, { task: 'epoch', network, networkOptions, batch, data: path.join(folder, `${images}`), augmentation: true }, options),
    );
    const { measurements, notRun } = await interleave(contenders, { ...options, steps: 1, discard: 0 });
    if (notRun.length) throw new Error(`bench: epoch growth, ${notRun[0]!.name}: ${notRun[0]!.reason}`);
    return [
      {
        title: `How our epoch grows, ${network}`,
        columns: ['changed', 'images', 'batch', 'parameters', 'epoch ms', 'images/s'],
        rows: variants.map(({ change, images, batch, networkOptions }, index) => [
          change,
          images,
          batch,
          countParameters(buildNetwork(network, networkOptions)).total,
          measurements[index]!.median,
          (1000 * images) / measurements[index]!.median,
        ]),
        ...(variants.some(({ change }) => change.endsWith('channels')) ? {} : { note: `${network} has no option for its channels.` }),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The base, half and twice the images, the batch, and the channels where the network has options for them. */
export function growthVariants({ network, images, batch, networkOptions }: Pick<BenchOptions, 'network' | 'images' | 'batch' | 'networkOptions'>): Variant[] {
  const base = { images, batch, networkOptions };
  const half = (count: number): number => Math.max(1, Math.round(count / 2));
  const built = buildNetwork(network, networkOptions);
  const widths = [
    { change: 'half the channels', options: widened(built, 0.5) },
    { change: 'twice the channels', options: widened(built, 2) },
  ];
  return [
    { change: 'base', ...base },
    { change: 'half the images', ...base, images: half(images) },
    { change: 'twice the images', ...base, images: 2 * images },
    { change: 'half the batch', ...base, batch: half(batch) },
    { change: 'twice the batch', ...base, batch: 2 * batch },
    ...widths.flatMap(({ change, options }) => (options ? [{ change, ...base, networkOptions: options }] : [])),
  ];
}
