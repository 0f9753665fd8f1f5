import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import type { BenchReport } from '../../bench/bench-report';
import { benchKernels, findKernels, KERNEL_TASKS } from '../../bench/kernels';
import { benchDetection } from '../../bench/detection';
import { PEER_FAMILIES, type PeerFamily } from '../../bench/contenders';
import { findPeers, MAKE_ENVIRONMENT } from '../../bench/find-peers';
import { reportMarkdown } from '../../bench/report-markdown';
import { BENCHMARKS, runBenchmarks, type Benchmark } from '../../bench/run-benchmarks';
import { benchVideo } from '../../bench/video';
import { InputError } from '../../input-error';
import { NETWORK_NAMES } from '../../models/registry';
import { writeAtomically } from '../../write-atomically';

interface Options {
  readonly network: string[];
  readonly batch: number;
  readonly rounds: number;
  readonly steps: number;
  readonly images: number;
  readonly threads: number;
  readonly peers?: string;
  readonly only?: string;
  readonly tasks?: string;
  readonly fsrnetOptions?: string;
  readonly photos?: string;
  readonly further?: string;
  readonly video?: string;
  readonly python?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `fer bench [train-step|phases|epoch|inference|super-resolve|detection|video|kernel]` */
export function benchCommand(): Command {
  return new Command('bench')
    .description('Measure our speed beside Keras and PyTorch: same work, same threads, in turns in one run')
    .addArgument(new Argument('[benchmark]', `default: ${BENCHMARKS.join(', ')}`).choices([...BENCHMARKS, 'detection', 'video', 'kernel']))
    .addOption(new Option('--network <name...>', 'networks to measure').choices(NETWORK_NAMES).default(NETWORK_NAMES))
    .option('--batch <n>', 'images in a training step', wholeNumber('--batch'), 64)
    .option('--rounds <n>', 'turns of each contender', wholeNumber('--rounds'), 20)
    .option('--steps <n>', 'most steps in a turn', wholeNumber('--steps'), 10)
    .option('--images <n>', 'training images of an epoch', wholeNumber('--images'), 4096)
    .option('--threads <n>', 'threads of each contender', wholeNumber('--threads'), os.availableParallelism())
    .option('--peers <list>', `families to compare with, of ${PEER_FAMILIES.join(',')}, or none (default: all)`)
    .option('--only <list>', 'only contenders whose name contains one of these, e.g. eager,tf-function')
    .option('--tasks <list>', 'only tasks whose title contains one of these, e.g. cell,completion, for kernel')
    .option('--fsrnet-options <json>', "options of the FSRNet in super-resolve (default: the paper's)")
    .option('--photos <folder>', 'photos with landmarks of one face each (.pts), for detection')
    .option('--further <json>', 'faces that are in the photos too, {file: [[left, top, right, bottom], …]}')
    .option('--video <file>', 'video to label instead of a generated one, for video')
    .option('--python <program>', 'Python with Keras and PyTorch (default: .venv-bench)')
    .option('--out <folder>', 'also write the report there, as Markdown and JSON')
    .option('--json', 'print only the report as JSON')
    .action(run);
}

async function run(benchmark: Benchmark | 'detection' | 'video' | 'kernel' | undefined, options: Options): Promise<void> {
  if (benchmark === 'detection') return runDetection(options);
  if (benchmark === 'video') return runVideo(options);
  if (benchmark === 'kernel') return runKernel(options);
  const { network, batch, rounds, steps, images, threads } = options;
  const families = readPeers(options.peers);
  const place = findPeers(options.python);
  if (!place.python && families.length) {
    if (options.peers) throw new InputError(`bench: --peers ${options.peers}: expected .venv-bench, found none; ${MAKE_ENVIRONMENT}`);
    console.error(`ours alone, no peers: ${MAKE_ENVIRONMENT}`);
  }
  const report = await runBenchmarks({
    benchmarks: benchmark ? [benchmark] : BENCHMARKS,
    networks: network,
    networkOptions: {},
    superResolutionOptions: readOptions(options.fsrnetOptions),
    command: ['npx fer', ...process.argv.slice(2)].join(' '),
    batch,
    rounds,
    steps,
    images,
    threads,
    families,
    place,
    only: options.only?.split(','),
    onSection: (name, of) => console.error(`${name}, ${of}`),
    onTurn: ({ contender, round, rounds: all }) => showTurn(round === 0 ? `starting ${contender}` : `round ${round} of ${all}: ${contender}`),
  });
  await showReport(report, benchmark ?? 'all', options);
}

/** `fer bench kernel`: our Jupyter kernel beside others; needs no Keras or PyTorch. */
async function runKernel(options: Options): Promise<void> {
  const { rounds, steps, tasks: asked } = options;
  const wanted = asked?.toLowerCase().split(',');
  const tasks = KERNEL_TASKS.filter(({ title }) => wanted?.some((part) => title.toLowerCase().includes(part)) ?? true);
  if (tasks.length === 0) throw new InputError(`bench kernel: expected --tasks to name some of ${KERNEL_TASKS.map(({ title }) => title).join('; ')}, got ${asked}`);
  const { programs } = findPeers();
  const found = findKernels(path.dirname(path.dirname(programs)));
  const command = ['npx fer', ...process.argv.slice(2)].join(' ');
  const report = await benchKernels({
    ...found,
    programs,
    command,
    tasks,
    rounds,
    steps,
    onSection: (title) => console.error(title),
    onTurn: ({ contender, round, rounds: all }) => showTurn(round === 0 ? `starting ${contender}` : `round ${round} of ${all}: ${contender}`),
  });
  await showReport(report, 'kernel', options);
}

/** `fer bench detection`: our detectors beside OpenCV's in Python. */
async function runDetection(options: Options): Promise<void> {
  const { photos, further, rounds, steps, threads, python } = options;
  if (photos === undefined) throw new InputError('bench detection: expected --photos, a folder of photos with .pts files, got none');
  const place = findPeers(python);
  if (!place.python) console.error(`ours alone, no peers: ${MAKE_ENVIRONMENT}`);
  const report = await benchDetection({
    photos,
    further,
    command: ['npx fer', ...process.argv.slice(2)].join(' '),
    rounds,
    steps,
    threads,
    place,
    onTurn: ({ contender, round, rounds: all }) => showTurn(round === 0 ? `starting ${contender}` : `round ${round} of ${all}: ${contender}`),
  });
  await showReport(report, 'detection', options);
}

/** `fer bench video`: a whole video labelled, beside PyPI's fer. */
async function runVideo(options: Options): Promise<void> {
  const { video, rounds, threads, python } = options;
  const place = findPeers(python);
  if (!place.python) console.error(`ours alone, no peers: ${MAKE_ENVIRONMENT}`);
  const report = await benchVideo({
    video,
    command: ['npx fer', ...process.argv.slice(2)].join(' '),
    rounds,
    threads,
    place,
    onTurn: ({ contender, round, rounds: all }) => showTurn(round === 0 ? `starting ${contender}` : `round ${round} of ${all}: ${contender}`),
  });
  await showReport(report, 'video', options);
}

async function showReport(report: BenchReport, name: string, { out, json }: Options): Promise<void> {
  showTurn('');
  const files = out ? await writeReport(report, out, name) : [];
  console.log(json ? JSON.stringify(report) : reportMarkdown(report));
  files.forEach((file) => console.error(`written to ${file}`));
}

/** Writes `<date>-<name>.md` and `.json` into a folder. @returns their paths */
async function writeReport(report: BenchReport, folder: string, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const base = path.join(folder, `${report.date.slice(0, 10)}-${name}`);
  await writeAtomically(`${base}.md`, reportMarkdown(report));
  await writeAtomically(`${base}.json`, withoutMachinePaths(JSON.stringify(report, null, 2)) + '\n');
  return [`${base}.md`, `${base}.json`];
}

/** One line in a terminal that is written over; nothing elsewhere. */
function showTurn(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function readPeers(list: string | undefined): PeerFamily[] {
  if (list === undefined) return [...PEER_FAMILIES];
  if (list === 'none') return [];
  return list.split(',').map((name) => {
    const family = PEER_FAMILIES.find((known) => known === name);
    if (!family) throw new InputError(`bench: --peers: expected some of ${PEER_FAMILIES.join(',')}, or none, got ${name}`);
    return family;
  });
}

function readOptions(text = '{}'): Record<string, unknown> {
  try {
    const options: unknown = JSON.parse(text);
    if (typeof options === 'object' && options !== null && !Array.isArray(options)) return options as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new InputError(`bench: --fsrnet-options: expected a JSON object, got ${text}`);
}

function wholeNumber(option: string): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,6}$/.test(text)) throw new InputError(`bench: ${option}: expected a whole number of at least 1, got ${text}`);
    return Number(text);
  };
}

/** Commands name their programs by path; a report that is kept says them from the workbench's folder on. */
function withoutMachinePaths(json: string): string {
  return json.replaceAll(`${process.cwd()}/`, '').replaceAll(process.execPath, 'node');
}
