import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input-error';

/** Where the peers' programs and their Python are. */
export interface PeersPlace {
  /** Folder with keras_peer.py and torch_peer.py. */
  programs: string;
  /** Python with Keras and PyTorch; null when it is not there. */
  python: string | null;
}

/** How to make the environment, in one sentence. */
export const MAKE_ENVIRONMENT = 'npm run bench:environment makes .venv-bench with Keras and PyTorch (2.4 GB)';

/**
 * Finds the checkout that this code is in, and its `.venv-bench`.
 * @param python another Python, instead of `.venv-bench`
 * @throws InputError when a given Python is not there, or the code is not in a checkout
 */
export function findPeers(python?: string): PeersPlace {
  const root = checkout(__dirname);
  if (python !== undefined && !existsSync(python)) throw new InputError(`bench: --python: expected a program, found none at ${python}`);
  const own = path.join(root, '.venv-bench', 'bin', 'python');
  return { programs: path.join(root, 'benchmarks', 'peers'), python: python ?? (existsSync(own) ? own : null) };
}

function checkout(from: string): string {
  for (let folder = from; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'benchmarks', 'peers', 'protocol.py'))) return folder;
  }
  throw new InputError('bench: expected to run in a checkout with benchmarks/peers, found none');
}
