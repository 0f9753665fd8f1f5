import type { BenchOptions } from './bench-options';
import type { BenchReport, BenchSection } from './bench-report';
import { benchEpoch } from './epoch';
import { benchInference } from './inference';
import { currentCommit, currentLoad, describeMachine } from './machine';
import { benchTrainStep } from './train-step';

export const BENCHMARKS = ['train-step', 'epoch', 'inference'] as const;
export type Benchmark = (typeof BENCHMARKS)[number];

export interface RunBenchmarksOptions extends Omit<BenchOptions, 'network'> {
  benchmarks: readonly Benchmark[];
  /** Names of the networks. */
  networks: readonly string[];
  /** The command as a reader may repeat it. */
  command: string;
  /** Told before each benchmark of each network. */
  onSection?: (benchmark: Benchmark, network: string) => void;
}

/** Batch of the throughput measurement in `inference`, beside single images. */
const THROUGHPUT_BATCH = 128;

/** Runs benchmarks one after the other and gathers them in one report. */
export async function runBenchmarks({ benchmarks, networks, command, onSection, ...options }: RunBenchmarksOptions): Promise<BenchReport> {
  const date = new Date().toISOString();
  const machine = describeMachine(options.threads);
  const sections: BenchSection[] = [];
  for (const benchmark of benchmarks) {
    for (const network of networks) {
      onSection?.(benchmark, network);
      sections.push(...(await runOne(benchmark, { ...options, network })));
    }
  }
  machine.load.end = currentLoad();
  return { date, commit: currentCommit(options.place.programs), command, machine, rows: sections.flatMap(({ rows }) => rows), sections };
}

async function runOne(benchmark: Benchmark, options: BenchOptions): Promise<BenchSection[]> {
  if (benchmark === 'train-step') return [await benchTrainStep(options)];
  if (benchmark === 'epoch') return [await benchEpoch(options)];
  return [await benchInference({ ...options, batch: 1 }), await benchInference({ ...options, batch: THROUGHPUT_BATCH })];
}
