/** What the main thread is doing, as far as an interrupt is concerned. */
export enum Phase {
  /** Idle, or in the kernel's own code (the compiler, say), which must not be cut off. */
  Kernel = 0,
  /** In the synchronous part of a cell, where SIGINT raises an exception. */
  Script = 1,
  /** A cell awaits; its callbacks may be running. */
  Callbacks = 2,
}

const REQUESTED = 0;
const HANDLED = 1;
const PHASE = 2;
const POSTED = 3;
const TAKEN = 4;
const FORCED = 5;

/** Messages that may be on their way to the I/O thread; more make the main thread wait. */
const UNDER_WAY = 1000;
/** The longest wait without a sign of life from the I/O thread, in milliseconds. */
const PATIENCE = 1000;

/**
 * A few words of memory that both threads see at once, also while the main thread is in a loop that never returns.
 * Interrupts are numbered; one is pending while more were requested than handled.
 */
export class SharedState {
  private readonly words: Int32Array;

  /** @param memory - the other thread's {@link SharedState.memory}, or nothing to make a new one. */
  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(24)) {
    this.words = new Int32Array(memory);
  }

  /** What the main thread is doing. */
  get phase(): Phase {
    return Atomics.load(this.words, PHASE);
  }

  set phase(phase: Phase) {
    Atomics.store(this.words, PHASE, phase);
  }

  /** Runs the kernel's own code while a cell awaits, safe from a forced interrupt. */
  inKernel<T>(work: () => T): T {
    const before = this.phase;
    this.phase = Phase.Kernel;
    try {
      return work();
    } finally {
      this.phase = before;
    }
  }

  /** Notes a new interrupt and returns its number. */
  requestInterrupt(): number {
    return Atomics.add(this.words, REQUESTED, 1) + 1;
  }

  /** Number of the newest interrupt that was requested. */
  get requested(): number {
    return Atomics.load(this.words, REQUESTED);
  }

  /** Number of the newest interrupt that the main thread has dealt with. */
  get handled(): number {
    return Atomics.load(this.words, HANDLED);
  }

  /** The numbers [requested, handled] of interrupts, for code that cannot afford a call to look at them. */
  get interrupts(): Int32Array {
    return this.words.subarray(REQUESTED, HANDLED + 1);
  }

  /** True while an interrupt waits for the main thread. */
  get pending(): boolean {
    return this.requested > this.handled;
  }

  /** I/O thread: true from before it stops the main thread by force until that has surely arrived. What runs then might be hit in the place of what was meant. */
  get forced(): boolean {
    return Atomics.load(this.words, FORCED) === 1;
  }

  set forced(forced: boolean) {
    Atomics.store(this.words, FORCED, forced ? 1 : 0);
  }

  /**
   * Main thread: notes a message to the I/O thread, and waits while too many are under way. A loop that shows things
   * without end would otherwise keep the I/O thread from everything else, an interrupt included.
   */
  countPosted(): void {
    const posted = Atomics.add(this.words, POSTED, 1) + 1;
    for (;;) {
      const taken = Atomics.load(this.words, TAKEN);
      if (((posted - taken) | 0) < UNDER_WAY) return; // the counts wrap around
      if (Atomics.wait(this.words, TAKEN, taken, PATIENCE) === 'timed-out') return;
    }
  }

  /** I/O thread: notes that a message has been taken. */
  countTaken(): void {
    Atomics.add(this.words, TAKEN, 1);
    Atomics.notify(this.words, TAKEN);
  }

  /** Notes that all interrupts up to now (or up to `number`) are dealt with. */
  markHandled(number: number = this.requested): void {
    if (number > this.handled) Atomics.store(this.words, HANDLED, number);
  }
}
