import { buildNetwork } from '../models/registry';
import type { BenchOptions } from './bench-options';
import type { BenchSection } from './bench-report';
import { compareByPrecision } from './compare';
import { ourContender, peerContenders, yardsticks } from './contenders';
import { measureTogether, peakOf } from './measure-section';
import { estimateWork } from './work-estimate';

const OURS = 'ours compiled';

/**
 * FSRNet at work: bytes of an enlarged face in host memory to bytes of the sharp one.
 * @returns a row in milliseconds for a single face, in faces a second for more
 */
export async function benchSuperResolve(options: BenchOptions): Promise<BenchSection> {
  const { network, networkOptions, batch } = options;
  const peers = peerContenders('super-resolve', options);
  const contenders = [ourContender(OURS, { task: 'super-resolve', network, networkOptions, batch, mode: 'compiled' }, options), ...peers.contenders, ...yardsticks(options)];
  const { measurements, notRun } = await measureTogether(contenders, options, [OURS], peers.notRun);
  const name = batch === 1 ? `super-resolve ${network}, one face` : `super-resolve ${network}, batch ${batch}`;
  return {
    title: batch === 1 ? `Super-resolution of one face, ${network}` : `Super-resolution, ${network}, batch ${batch}`,
    rows: compareByPrecision(name, measurements, batch === 1 ? undefined : batch),
    measurements,
    notRun,
    work: estimateWork(buildNetwork(network, networkOptions), batch, false),
    peak: peakOf(measurements),
    tables: [],
    notes: [
      'Bytes of a face enlarged to 128×128 in host memory to bytes of the sharp one, weights as initialized, no averaging with the mirrored face. ' +
        'The settings name the largest memory that the process had used after its first face.',
    ],
  };
}
