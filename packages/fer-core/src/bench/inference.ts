import { buildNetwork } from '../models/registry';
import type { BenchOptions } from './bench-options';
import type { BenchSection } from './bench-report';
import { compareByPrecision } from './compare';
import { ourContender, peerContenders, yardsticks } from './contenders';
import { measureTogether, peakOf } from './measure-section';
import { estimateWork } from './work-estimate';

const OURS = 'ours compiled';

/**
 * Prediction of one batch size: bytes in host memory to probabilities in host memory.
 * @returns a row in milliseconds for a single image, in images a second for more
 */
export async function benchInference(options: BenchOptions): Promise<BenchSection> {
  const { network, networkOptions, batch } = options;
  const peers = peerContenders('inference', options);
  const contenders = [
    ourContender(OURS, { task: 'inference', network, networkOptions, batch, mode: 'compiled' }, options),
    ...peers.contenders,
    ...yardsticks(options),
  ];
  const { measurements, notRun } = await measureTogether(contenders, options, [OURS], peers.notRun);
  const name = batch === 1 ? `inference ${network}, one image` : `inference ${network}, batch ${batch}`;
  return {
    title: batch === 1 ? `Latency of one image, ${network}` : `Inference, ${network}, batch ${batch}`,
    rows: compareByPrecision(name, measurements, batch === 1 ? undefined : batch),
    measurements,
    notRun,
    work: estimateWork(buildNetwork(network, networkOptions), batch, false),
    peak: peakOf(measurements),
    tables: [],
    notes: ['Bytes in host memory to probabilities in host memory, weights as initialized.'],
  };
}
