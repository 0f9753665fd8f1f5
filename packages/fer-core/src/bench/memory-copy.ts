import { Worker } from 'node:worker_threads';

/** Bytes that one thread copies in a round; far beyond any cache. */
const BYTES_PER_THREAD = 128 * 2 ** 20;

/** Bytes read and written in one round, all threads together. */
export function copiedBytes(threads: number): number {
  return 2 * BYTES_PER_THREAD * threads;
}

/** What a copying thread runs. It counts rounds in `done` and sleeps on `asked`. */
const COPY = `
const { workerData: { source, target, counters } } = require('node:worker_threads');
const [from, to, state] = [new Float64Array(source), new Float64Array(target), new Int32Array(counters)];
from.fill(1);
to.fill(0);
for (let round = 0; ; round++) {
  Atomics.add(state, 1, 1);
  Atomics.notify(state, 1);
  Atomics.wait(state, 0, round);
  if (Atomics.load(state, 0) < 0) break;
  to.set(from);
}`;

/** Threads that copy memory at the same time, the yardstick for bandwidth. */
export class MemoryCopy {
  /** [rounds asked for, threads that are through with all rounds asked for, counted up]. */
  private readonly state = new Int32Array(new SharedArrayBuffer(8));
  private readonly workers: Worker[] = [];
  private readonly targets: Float64Array[] = [];
  private rounds = 0;

  constructor(threads: number) {
    for (let i = 0; i < threads; i++) {
      const [source, target] = [new SharedArrayBuffer(BYTES_PER_THREAD), new SharedArrayBuffer(BYTES_PER_THREAD)];
      this.targets.push(new Float64Array(target));
      this.workers.push(new Worker(COPY, { eval: true, workerData: { source, target, counters: this.state.buffer } }));
    }
  }

  /** Copies once with all threads. @returns 1, what every number in the memory is. */
  round(): number {
    this.waitForThreads();
    this.rounds++;
    Atomics.store(this.state, 0, this.rounds);
    Atomics.notify(this.state, 0);
    this.waitForThreads();
    return 1;
  }

  /** Whether every thread has copied all of its memory. */
  copied(): boolean {
    return this.targets.every((target) => target.every((value) => value === 1));
  }

  /** Ends the threads. */
  async dispose(): Promise<void> {
    const ended = this.workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    Atomics.store(this.state, 0, -1);
    Atomics.notify(this.state, 0);
    await Promise.all(ended);
  }

  private waitForThreads(): void {
    const expected = (this.rounds + 1) * this.workers.length;
    for (;;) {
      const done = Atomics.load(this.state, 1);
      if (done >= expected) return;
      Atomics.wait(this.state, 1, done);
    }
  }
}
