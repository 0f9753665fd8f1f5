/** Entry of the kernel: `node main.js <connection file>`. */
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { IoThread } from './io/io-thread';
import { log } from './io/log';
import { SharedState } from './io/shared-state';
import type { ToMain } from './io/thread-messages';
import { kernelInfo } from './kernel/kernel-info';
import { readConnection } from './protocol/connection';

/** Folder of this package; what it can import, cells can import. */
const home = dirname(__dirname);

/** Starts the kernel; the I/O thread answers while the compiler, which takes most of a second, loads. */
export function main(args: readonly string[]): void {
  const [file] = args;
  if (file === undefined) throw new Error('fer-typescript: expected a connection file, got no argument');
  const connection = readConnection(file);
  const state = new SharedState();
  const early: ToMain[] = [];
  let take = (message: ToMain): void => void early.push(message);

  const { version } = require('../package.json') as { version: string };
  const data = { connection, session: randomUUID(), memory: state.memory, kernelInfo: kernelInfo(version) };
  const io = new IoThread(data, state, (message) => take(message));

  // Loaded here, not above: it takes time that the I/O thread need not wait for.
  const { Compiler } = require('./compiler/compiler') as typeof import('./compiler/compiler');
  const { Kernel } = require('./kernel/kernel') as typeof import('./kernel/kernel');
  const kernel = new Kernel(io, state, new Compiler(home), home, require('./index'));
  take = (message) => kernel.take(message);
  for (const message of early) take(message);
  setImmediate(() => kernel.practise());

  process.on('SIGINT', () => {
    // The I/O thread sends SIGINT too, but then its message is on the way.
    if (!state.pending) kernel.interrupt(state.requestInterrupt());
  });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  log((error as Error).message);
  process.exit(2);
}
