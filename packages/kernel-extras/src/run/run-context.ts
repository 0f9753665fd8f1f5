import { promiseHooks } from 'node:v8';
import type { CellRun } from './cell-run';

/**
 * Follows code through promises, so that each piece knows the run that started it; timers are followed by
 * `cell-timers`. Node's AsyncLocalStorage does the same for more kinds of callbacks, but keeps books that do not
 * balance when an interrupt ends a callback in the middle: Node 20 then aborts the process.
 */
let current: CellRun | undefined;
let latest: CellRun | undefined;

const RUN = Symbol('kernel-extras.run');
type Marked = Promise<unknown> & { [RUN]?: CellRun };

/** Starts to follow promises; called once by the kernel. */
export function followPromises(): void {
  promiseHooks.createHook({
    init: (promise: Marked) => {
      if (current !== undefined) promise[RUN] = current;
    },
    before: (promise: Marked) => {
      current = promise[RUN];
    },
    after: () => {
      current = undefined;
    },
  });
}

/** Runs `work` as part of `run`: what it prints and shows, also later, belongs to that cell. */
export function within<T>(run: CellRun, work: () => T): T {
  const before = current;
  current = run;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** Notes the run of the cell that starts now. */
export function setLatestRun(run: CellRun): void {
  latest = run;
}

/** Forgets what an interrupted callback may have left; for code that starts from the event loop. */
export function resetContext(): void {
  current = undefined;
}

/** The run that the calling code belongs to; for code of which that is not known, the newest one. */
export function currentRun(): CellRun | undefined {
  return current ?? latest;
}

/** The run that the calling code belongs to, or undefined where that is not known. */
export function owningRun(): CellRun | undefined {
  return current;
}

/** The run in which a promise was made, if that is known. */
export function runOfPromise(promise: Promise<unknown>): CellRun | undefined {
  return (promise as Marked)[RUN];
}
