import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from '../../../packages/fer-core/src/bench/contender';

export const FAKE_PEER = fileURLToPath(new URL('fake-peer.cjs', import.meta.url));

/** What a fake peer does otherwise than well; see fake-peer.cjs. */
export interface Scenario {
  ms?: number[];
  parameters?: number;
  ready?: unknown;
  times?: unknown;
  diesAfter?: number;
  hangs?: boolean;
}

/** A contender without a network behind it. */
export function fakeContender(name: string, scenario: Scenario = {}, log?: string): Contender {
  return {
    name,
    family: 'torch',
    precision: 'float32',
    command: [process.execPath, FAKE_PEER, name],
    env: { FAKE_PEERS: JSON.stringify({ [name]: scenario }), ...(log ? { FAKE_LOG: log } : {}) },
  };
}

/** A file for the turns of fake peers, gone after `use`. */
export async function withLog(use: (file: string, lines: () => string[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fer-fake-peers-'));
  const file = join(folder, 'turns');
  try {
    await use(file, () => readFileSync(file, 'utf8').trim().split('\n'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
