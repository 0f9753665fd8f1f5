import { log } from '../io/log';
import type { CellRun } from '../run/cell-run';

/** Least time between two states on the screen, in milliseconds: at most ten a second. */
const INTERVAL = 100;
/** Rendering may take at most this part of the time, as a factor: slow renderings come less often. */
const SHARE = 4;

/** An object that tells when it changes. */
export interface Live {
  /** Calls `listener` after each change; the function returned ends that. */
  subscribe(listener: () => void): () => void;
}

/** True if `value` tells when it changes and can be followed. */
export function isLive(value: unknown): value is Live {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Live>).subscribe === 'function';
}

/** Shows an object again when it changes, at most ten times a second; the last state always arrives. */
export class LiveDisplay {
  private readonly unsubscribe: () => void;
  private readonly flush = (): Promise<void> => this.catchUp();
  private timer: NodeJS.Timeout | undefined;
  private rendering: Promise<void> | undefined;
  private stale = false;
  private next = 0;
  private closed = false;

  /** @param render - shows the present state. */
  constructor(
    private readonly run: CellRun,
    value: Live,
    private readonly render: () => void | Promise<void>,
  ) {
    this.next = performance.now() + INTERVAL;
    run.atEnd.add(this.flush);
    this.unsubscribe = value.subscribe(() => this.changed());
  }

  /** Stops following. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.run.atEnd.delete(this.flush);
    this.unsubscribe();
  }

  private changed(): void {
    if (this.closed) return;
    this.stale = true;
    if (this.rendering !== undefined) return;
    const wait = this.next - performance.now();
    // At once where that is allowed, so that a loop that never awaits, and holds up timers, is seen too.
    if (wait <= 0) this.show();
    else this.timer ??= setTimeout(() => this.show(), wait);
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stale = false;
    const start = performance.now();
    const done = (error?: unknown): void => {
      if (error !== undefined) log(`a live display could not be shown: ${String(error)}`);
      const now = performance.now();
      this.next = start + Math.max(INTERVAL, SHARE * (now - start));
      this.rendering = undefined;
      if (this.stale) this.changed();
    };
    try {
      const rendered = this.render();
      if (rendered === undefined) return done();
      this.rendering = rendered.then(() => done(), done);
    } catch (error) {
      done(error ?? new Error('unknown'));
    }
  }

  /** Shows the last state now, if it is not on the screen. */
  private async catchUp(): Promise<void> {
    while (!this.closed && (this.stale || this.rendering !== undefined)) {
      if (this.rendering === undefined) this.show();
      await this.rendering;
    }
  }
}
