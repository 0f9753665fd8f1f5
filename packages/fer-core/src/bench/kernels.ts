import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InputError } from '../input-error';
import type { BenchReport, BenchSection } from './bench-report';
import { compare } from './compare';
import type { Contender, NotRun } from './contender';
import { interleave, type InterleaveOptions } from './interleave';
import { currentCommit, currentLoad, describeMachine } from './machine';

/** What a kernel is asked for, see benchmarks/peers/kernel_peer.py. */
export interface KernelTask {
  title: string;
  args: readonly string[];
  /** Rounds in one turn that are not timed; 0 where each round starts anew. */
  discard: number;
  /** Rounds in one turn; those that last long are asked one at a time. */
  steps?: 1;
}

export const KERNEL_TASKS: readonly KernelTask[] = [
  { title: 'Start, to the first answer', args: ['--task', 'start'], discard: 0, steps: 1 },
  { title: 'Start, to the end of the first cell', args: ['--task', 'first-cell'], discard: 0, steps: 1 },
  { title: 'Trivial cell', args: ['--task', 'cell'], discard: 1 },
  { title: '10,000 updates of a display', args: ['--task', 'updates'], discard: 0, steps: 1 },
  { title: 'Completion', args: ['--task', 'completion'], discard: 1 },
  { title: 'Interrupt of an endless loop', args: ['--task', 'interrupt', '--loop', 'while'], discard: 0, steps: 1 },
  { title: 'Interrupt of a loop of promises', args: ['--task', 'interrupt', '--loop', 'promises'], discard: 0, steps: 1 },
  { title: 'Interrupt of a loop of timers', args: ['--task', 'interrupt', '--loop', 'timers'], discard: 0, steps: 1 },
];

/** A kernel as `kernel_peer.py` starts it. */
export interface BenchKernel {
  name: string;
  spec: { argv: string[]; interrupt_mode: 'message' | 'signal' };
}

export interface KernelBenchOptions extends Pick<InterleaveOptions, 'rounds' | 'steps' | 'restMs' | 'timeoutMs' | 'onTurn'> {
  /** Folder with the peers' programs. */
  programs: string;
  /** Python of the notebook's environment. */
  python: string;
  /** Kernels that take part; the first is ours. */
  kernels: readonly BenchKernel[];
  /** Kernels that cannot take part, with the reason. */
  notRun: readonly NotRun[];
  /** The command as a reader may repeat it. */
  command: string;
  /** Default all. */
  tasks?: readonly KernelTask[];
  /** Told before each task. */
  onSection?: (title: string) => void;
}

/**
 * The kernels of a checkout: ours, tslab's and ipykernel from its environments, Deno's where `deno` is on the path.
 * @param root folder of the checkout
 * @param searched folders of programs; default those of PATH
 * @throws InputError when the notebook's Python environment or our built kernel is not there
 */
export function findKernels(root: string, searched = (process.env.PATH ?? '').split(path.delimiter)): Pick<KernelBenchOptions, 'python' | 'kernels' | 'notRun'> {
  const python = path.join(root, '.venv', 'bin', 'python');
  const entry = path.join(root, 'packages', 'kernel-extras', 'bin', 'fer-typescript-kernel.cjs');
  for (const needed of [python, entry]) {
    if (!existsSync(needed)) throw new InputError(`bench kernel: expected ${path.relative(root, needed)}, found none; npm start makes it`);
  }
  const file = '{connection_file}';
  const kernels: BenchKernel[] = [
    { name: 'fer-typescript', spec: { argv: [process.execPath, entry, file], interrupt_mode: 'message' } },
    { name: 'ipykernel', spec: { argv: [python, '-m', 'ipykernel_launcher', '-f', file], interrupt_mode: 'signal' } },
  ];
  const notRun: NotRun[] = [];
  const tslab = path.join(root, 'node_modules', 'tslab', 'bin', 'tslab');
  if (existsSync(tslab)) kernels.push({ name: 'tslab', spec: { argv: [process.execPath, tslab, 'kernel', '--config-path', file], interrupt_mode: 'signal' } });
  else notRun.push({ name: 'tslab', reason: 'not installed' });
  const deno = searched.map((folder) => path.join(folder, 'deno')).find((program) => existsSync(program));
  if (deno) kernels.push({ name: 'deno', spec: { argv: [deno, 'jupyter', '--kernel', '--conn', file], interrupt_mode: 'message' } });
  else notRun.push({ name: 'deno', reason: 'no deno on the path' });
  return { python, kernels, notRun };
}

/** A kernel as a contender for one task. */
export function kernelContender({ name, spec }: BenchKernel, task: KernelTask, { python, programs }: Pick<KernelBenchOptions, 'python' | 'programs'>): Contender {
  const program = path.join(programs, 'kernel_peer.py');
  return { name, family: 'kernel', precision: 'float32', command: [python, program, '--kernel', name, '--spec', JSON.stringify(spec), ...task.args] };
}

/** Measures our kernel beside others: the same requests over Jupyter's protocol, in turns in one run. */
export async function benchKernels(options: KernelBenchOptions): Promise<BenchReport> {
  const { kernels, tasks = KERNEL_TASKS, command, programs, onSection } = options;
  const date = new Date().toISOString();
  const machine = describeMachine(os.availableParallelism());
  const sections: BenchSection[] = [];
  for (const task of tasks) {
    onSection?.(task.title);
    sections.push(await section(task, options));
  }
  machine.load.end = currentLoad();
  const rows = sections.flatMap((one) => one.rows);
  if (!rows.length) throw new Error(`bench kernel: ${kernels[0]?.name}: ${sections[0]?.notRun[0]?.reason ?? 'gave no numbers'}`);
  return { date, commit: currentCommit(programs), command, machine, rows, sections };
}

async function section(task: KernelTask, options: KernelBenchOptions): Promise<BenchSection> {
  const contenders = options.kernels.map((kernel) => kernelContender(kernel, task, options));
  const { measurements, notRun } = await interleave(contenders, { ...options, steps: task.steps ?? options.steps, discard: task.discard });
  const ours = measurements.filter(({ contender }) => contender.name === options.kernels[0]!.name);
  const peers = measurements.filter((one) => !ours.includes(one));
  const memory = measurements.map(({ contender, result }): [string, string] => [contender.name, result.toFixed(0)]);
  return {
    title: task.title,
    rows: ours.length ? [compare(task.title.toLowerCase(), ours, peers)] : [],
    measurements,
    notRun: [...notRun, ...options.notRun],
    tables: [{ title: 'Memory of the kernel after it', columns: ['kernel', 'MB'], rows: memory }],
    notes: [],
  };
}
