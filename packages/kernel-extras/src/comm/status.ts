import type { Comm, CommTarget } from './comms';

/** Time between two reports while nothing happens, in milliseconds. */
const INTERVAL = 2000;

/** Where libraries put functions that say how they are: `globalThis[Symbol.for("Jupyter.status")]`. */
const REGISTRY = Symbol.for('Jupyter.status');

/** Serves the comm target `kernel-extras.status`: what the kernel and its libraries do and hold. */
export class Status {
  private readonly comms = new Set<Comm>();
  private readonly registry: Map<string, () => object>;
  private timer: NodeJS.Timeout | undefined;

  /** @param busy - true while a cell runs. */
  constructor(private readonly busy: () => boolean) {
    const global = globalThis as Record<symbol, unknown>;
    this.registry = (global[REGISTRY] ??= new Map()) as Map<string, () => object>;
  }

  /** The comm target: reports at once, after each cell, and every two seconds. */
  readonly serve: CommTarget = (comm) => {
    this.comms.add(comm);
    comm.onClose = () => {
      this.comms.delete(comm);
      if (this.comms.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
    this.timer ??= setInterval(() => this.report(), INTERVAL);
    comm.send(this.current());
  };

  /** Reports to every front end that listens. */
  report(): void {
    if (this.comms.size === 0) return;
    const status = this.current();
    for (const comm of this.comms) comm.send(status);
  }

  /** `{memory: {rss}, busy, <library>: <object>}` */
  current(): Record<string, unknown> {
    const status: Record<string, unknown> = { memory: { rss: process.memoryUsage.rss() }, busy: this.busy() };
    for (const [name, say] of this.registry) {
      try {
        status[name] = say();
      } catch (error) {
        status[name] = { error: String(error) };
      }
    }
    return status;
  }
}
