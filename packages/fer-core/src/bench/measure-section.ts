import { buildNetwork } from '../models/registry';
import { countParameters } from '../models/network';
import type { BenchOptions } from './bench-options';
import type { Peak } from './bench-report';
import type { Contender, NotRun } from './contender';
import { MATRIX_MULTIPLY, MEMORY_COPY } from './contenders';
import { MATRIX_FLOPS } from './engine';
import { interleave, type Interleaved, type Measurement } from './interleave';
import { copiedBytes } from './memory-copy';

/**
 * Lets contenders work in turns and leaves out whom nobody asked for.
 * @param required names of ours without which there is nothing to compare
 * @param notRun contenders that are known not to run
 * @throws when one of the required ones gave no numbers, with its reason
 */
export async function measureTogether(contenders: readonly Contender[], options: BenchOptions, required: readonly string[], notRun: readonly NotRun[] = [], discard = 1): Promise<Interleaved> {
  const { network, networkOptions, only } = options;
  const wanted = ({ name, family }: Contender): boolean => family === 'machine' || required.includes(name) || !only || only.some((part) => name.includes(part));
  const parameters = countParameters(buildNetwork(network, networkOptions)).total;
  const result = await interleave(contenders.filter(wanted), { ...options, parameters, discard });
  for (const name of required) {
    const failed = result.notRun.find((one) => one.name === name);
    if (failed) throw new Error(`bench: ${name}: ${failed.reason}`);
  }
  const leftOut = contenders.filter((contender) => !wanted(contender)).map(({ name }) => ({ name, reason: 'not asked for' }));
  return { measurements: result.measurements, notRun: [...result.notRun, ...notRun, ...leftOut] };
}

/** What the yardsticks among the measurements say about the machine. */
export function peakOf(measurements: readonly Measurement[]): Peak {
  const fastest = (name: string): Measurement | undefined => measurements.find(({ contender }) => contender.name === name);
  const multiply = fastest(MATRIX_MULTIPLY);
  const copy = fastest(MEMORY_COPY);
  return {
    flopsPerSecond: multiply ? (1000 * MATRIX_FLOPS) / multiply.min : null,
    bytesPerSecond: copy ? (1000 * copiedBytes(copy.about.threads)) / copy.min : null,
  };
}
