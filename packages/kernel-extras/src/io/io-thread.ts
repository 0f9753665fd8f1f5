import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Outgoing } from '../protocol/message';
import type { SharedState } from './shared-state';
import type { IoThreadData, ToIo, ToMain } from './thread-messages';

/** The main thread's side of the I/O thread. */
export class IoThread {
  private readonly worker: Worker;
  private readonly barriers = new Map<number, () => void>();
  private barrierCount = 0;

  /**
   * @param state - the same memory as in `data`.
   * @param take - gets everything that arrives; called on the main thread's event loop.
   */
  constructor(
    data: IoThreadData,
    private readonly state: SharedState,
    take: (message: ToMain) => void,
  ) {
    this.worker = new Worker(join(__dirname, 'io-worker.js'), { workerData: data });
    this.worker.on('message', (message: ToMain) => {
      if (message.kind !== 'barrier') return take(message);
      this.barriers.get(message.id)?.();
      this.barriers.delete(message.id);
    });
    this.worker.on('error', (error: Error) => take({ kind: 'failed', reason: error.message }));
  }

  /** Sends a message to front ends; order is kept. */
  send(message: Outgoing): void {
    this.post({ kind: 'send', message });
  }

  /** Resolves when every request that had arrived by now has been passed on to the main thread. */
  caughtUp(): Promise<void> {
    const id = ++this.barrierCount;
    return new Promise((resolve) => {
      this.barriers.set(id, resolve);
      this.post({ kind: 'barrier', id });
    });
  }

  private post(message: ToIo): void {
    this.worker.postMessage(message);
    this.state.countPosted();
  }
}
