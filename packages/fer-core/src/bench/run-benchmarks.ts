import type { BenchOptions } from './bench-options';
import type { BenchReport, BenchSection } from './bench-report';
import { benchEpoch } from './epoch';
import { benchInference } from './inference';
import { currentCommit, currentLoad, describeMachine } from './machine';
import { benchSuperResolve } from './super-resolve';
import { benchPhases } from './step-phases';
import { benchTrainStep } from './train-step';

export const BENCHMARKS = ['train-step', 'phases', 'epoch', 'inference', 'super-resolve'] as const;
export type Benchmark = (typeof BENCHMARKS)[number];

export interface RunBenchmarksOptions extends Omit<BenchOptions, 'network'> {
  benchmarks: readonly Benchmark[];
  /** Names of the classifiers; `super-resolve` measures FSRNet. */
  networks: readonly string[];
  /** Options of FSRNet in `super-resolve`; default the paper's. */
  superResolutionOptions?: Record<string, unknown>;
  /** The command as a reader may repeat it. */
  command: string;
  /** Told before each benchmark of each network. */
  onSection?: (benchmark: Benchmark, network: string) => void;
}

/** The network that `super-resolve` measures. */
const SUPER_RESOLUTION = 'fsrnet';
/** Batch of the throughput measurement in `inference`, beside single images. */
const THROUGHPUT_BATCH = 128;

/** Batch of the same in `super-resolve`. */
const FACES_TOGETHER = 8;

/** Runs benchmarks one after the other and gathers them in one report. */
export async function runBenchmarks({ benchmarks, networks, superResolutionOptions = {}, command, onSection, ...options }: RunBenchmarksOptions): Promise<BenchReport> {
  const date = new Date().toISOString();
  const machine = describeMachine(options.threads);
  const sections: BenchSection[] = [];
  for (const benchmark of benchmarks) {
    for (const network of benchmark === 'super-resolve' ? [SUPER_RESOLUTION] : networks) {
      onSection?.(benchmark, network);
      sections.push(...(await runOne(benchmark, { ...options, network, ...(network === SUPER_RESOLUTION ? { networkOptions: superResolutionOptions } : {}) })));
    }
  }
  machine.load.end = currentLoad();
  return { date, commit: currentCommit(options.place.programs), command, machine, rows: sections.flatMap(({ rows }) => rows), sections };
}

async function runOne(benchmark: Benchmark, options: BenchOptions): Promise<BenchSection[]> {
  if (benchmark === 'train-step') return [await benchTrainStep(options)];
  if (benchmark === 'phases') return [await benchPhases(options)];
  if (benchmark === 'epoch') return [await benchEpoch(options)];
  if (benchmark === 'super-resolve') return [await benchSuperResolve({ ...options, batch: 1 }), await benchSuperResolve({ ...options, batch: FACES_TOGETHER })];
  return [await benchInference({ ...options, batch: 1 }), await benchInference({ ...options, batch: THROUGHPUT_BATCH })];
}
