import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Where a benchmark ran. */
export interface Machine {
  cpu: string;
  /** Processors that the system shows. */
  cores: number;
  /** Threads that every contender was given. */
  threads: number;
  memoryGb: number;
  /** Instruction sets that decide how fast float32 and bfloat16 can be. */
  instructions: string[];
  system: string;
  node: string;
  /** Processes that wanted to compute in the minute before the start and before the end; well above 0 before the start means a busy machine. */
  load: { start: number; end: number | null };
}

const TELLING = ['avx2', 'fma', 'avx512f', 'avx512_vnni', 'avx512_bf16', 'amx_tile', 'amx_bf16'];

/** Describes this machine now; `load.end` is filled in later. */
export function describeMachine(threads: number): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    threads,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    instructions: instructionSets(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    load: { start: currentLoad(), end: null },
  };
}

/** Load average of the last minute. */
export function currentLoad(): number {
  return Math.round(os.loadavg()[0]! * 100) / 100;
}

/** Short hash of the checked-out commit, with `+changes` when the working tree differs; null outside a repository. */
export function currentCommit(folder: string): string | null {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const commit = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') ? `${commit}+changes` : commit;
  } catch {
    return null;
  }
}

function instructionSets(): string[] {
  try {
    const flags = new Set(/^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(' '));
    return TELLING.filter((name) => flags.has(name));
  } catch {
    return [];
  }
}
