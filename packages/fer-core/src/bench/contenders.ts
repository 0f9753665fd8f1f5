import path from 'node:path';
import { buildNetwork } from '../models/registry';
import type { Contender, NotRun } from './contender';
import { MAKE_ENVIRONMENT, type PeersPlace } from './find-peers';
import type { OurTask } from './our-task';

export const PEER_FAMILIES = ['keras', 'torch'] as const;
export type PeerFamily = (typeof PEER_FAMILIES)[number];

/** What all contenders of a benchmark share. */
export interface Lineup {
  network: string;
  networkOptions: Record<string, unknown>;
  batch: number;
  threads: number;
  /** Families that take part. */
  families: readonly PeerFamily[];
  place: PeersPlace;
  /** Program that runs our own tasks; default the built `cli/bench-peer.js`. */
  ourProgram?: string;
}

/** Ways in which a peer can be asked to do a task, each a contender. */
const MODES: Record<'train-step' | 'inference' | 'epoch' | 'super-resolve', Record<PeerFamily, readonly string[]>> = {
  'train-step': {
    keras: ['tf-function', 'tf-function-onednn', 'tf-function-bfloat16', 'xla'],
    torch: ['eager', 'eager-bfloat16', 'compile', 'compile-bfloat16'],
  },
  inference: {
    keras: ['tf-function', 'tf-function-onednn', 'tf-function-bfloat16', 'xla'],
    torch: ['eager', 'eager-bfloat16', 'compile', 'compile-bfloat16'],
  },
  'super-resolve': { keras: [], torch: ['eager', 'compile'] },
  epoch: { keras: ['fit', 'fit-onednn', 'fit-augmenting-in-model'], torch: ['eager', 'compile'] },
};

/**
 * Keras and PyTorch for a task; those that cannot take part, with the reason.
 * @param data folder of images, for epochs
 */
export function peerContenders(task: keyof typeof MODES, { network, networkOptions, batch, threads, families, place }: Lineup, data?: string): { contenders: Contender[]; notRun: NotRun[] } {
  const contenders: Contender[] = [];
  const notRun: NotRun[] = [];
  // All options, so that the peers need no defaults of their own.
  const allOptions = JSON.stringify(buildNetwork(network, networkOptions).options);
  for (const family of PEER_FAMILIES) {
    for (const mode of MODES[task][family]) {
      const name = `${family} ${mode}`;
      if (!families.includes(family)) notRun.push({ name, reason: 'not asked for' });
      else if (!place.python) notRun.push({ name, reason: `no .venv-bench: ${MAKE_ENVIRONMENT}` });
      else {
        const options = ['--task', task, '--network', network, '--options', allOptions, '--batch', `${batch}`, '--threads', `${threads}`, '--mode', mode];
        const command = [place.python, path.join(place.programs, `${family}_peer.py`), ...options, ...(data ? ['--data', data] : [])];
        contenders.push({ name, family, precision: mode.endsWith('bfloat16') ? 'bfloat16' : 'float32', command });
      }
    }
  }
  return { contenders, notRun };
}

/** A contender of ours: our own program in a Node process of its own, with TensorFlow limited to the lineup's threads. */
export function ourContender(name: string, task: OurTask, { threads, ourProgram }: Pick<Lineup, 'threads' | 'ourProgram'>, precision: Contender['precision'] = 'float32'): Contender {
  const program = ourProgram ?? path.join(__dirname, '..', 'cli', 'bench-peer.js');
  return {
    name,
    family: task.task === 'matrix-multiply' || task.task === 'memory-copy' ? 'machine' : 'ours',
    precision,
    command: [process.execPath, program, JSON.stringify(task)],
    env: { TF_NUM_INTRAOP_THREADS: `${threads}`, TF_NUM_INTEROP_THREADS: `${threads}` },
  };
}

export const MATRIX_MULTIPLY = 'matrix multiply';
export const MEMORY_COPY = 'memory copy';

/** The yardsticks, measured in the same run as what they are held against. */
export function yardsticks(lineup: Pick<Lineup, 'threads' | 'ourProgram'>): Contender[] {
  return [
    ourContender(MATRIX_MULTIPLY, { task: 'matrix-multiply' }, lineup),
    ourContender(MEMORY_COPY, { task: 'memory-copy', threads: lineup.threads }, lineup),
  ];
}
