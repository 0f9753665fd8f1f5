import { buildNetwork } from '../models/registry';
import type { BenchOptions } from './bench-options';
import type { BenchSection } from './bench-report';
import { compareByPrecision } from './compare';
import { ourContender, peerContenders, yardsticks } from './contenders';
import { measureTogether, peakOf } from './measure-section';
import { estimateWork } from './work-estimate';

const OURS = 'ours compiled';
const OURS_BFLOAT16 = 'ours compiled bfloat16';

/** One training step on bytes in host memory, loss read back: ours beside Keras and PyTorch, in turns in one run. */
export async function benchTrainStep(options: BenchOptions): Promise<BenchSection> {
  const { network, networkOptions, batch } = options;
  const task = { task: 'train-step', network, networkOptions, batch } as const;
  const peers = peerContenders('train-step', options);
  const contenders = [
    ourContender(OURS, { ...task, mode: 'compiled', precision: 'float32' }, options),
    ourContender(OURS_BFLOAT16, { ...task, mode: 'compiled', precision: 'bfloat16' }, options, 'bfloat16'),
    ...peers.contenders,
    ourContender('ours eager', { ...task, mode: 'eager', precision: 'float32' }, options),
    ...yardsticks(options),
  ];
  const { measurements, notRun } = await measureTogether(contenders, options, [OURS], peers.notRun);
  return {
    title: `Training step, ${network}, batch ${batch}`,
    rows: compareByPrecision(`train-step ${network}, batch ${batch}`, measurements),
    measurements,
    notRun,
    work: estimateWork(buildNetwork(network, networkOptions), batch, true),
    peak: peakOf(measurements),
    tables: [],
    notes: [
      'Batches are prepared beforehand and not augmented, for all. A step takes bytes from host memory, scales them to [-1, 1], computes loss and gradients, updates by Adam and reads the loss back. `ours eager` is context.',
    ],
  };
}
