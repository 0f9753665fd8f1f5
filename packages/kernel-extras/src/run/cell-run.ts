import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";
import { KeyboardInterrupt } from "./keyboard-interrupt";

/** What a run is asked to do; the fields are those of `execute_request`. */
export interface RunRequest {
  /** The request's header as JSON text: outputs name it as their parent. */
  parent: string;
  /** Routing prefix of the front end that asked, for `input_request`. */
  identities: Uint8Array[];
  /** JupyterLab's id of the cell, if it was sent. */
  cellId?: string;
  silent: boolean;
  allowStdin: boolean;
}

/** One run of one cell. Everything that the cell starts, also what goes on after its end, knows its run. */
export class CellRun {
  /** True until the cell has ended. */
  active = true;
  /** What front ends shall do after the run: `payload` of `execute_reply`. */
  readonly payload: Record<string, unknown>[] = [];
  /** Ends the cell without waiting for it. */
  abandon: (reason: unknown) => void = () => {};
  /** Called when the cell ends, before its reply: shows last states, waits for displays under way. */
  readonly atEnd = new Set<() => void | Promise<void>>();
  private readonly controller = new AbortController();

  constructor(readonly request: RunRequest) {
    setMaxListeners(0, this.controller.signal);
  }

  /** Aborted when the cell is interrupted; the reason is a {@link KeyboardInterrupt}. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** True once the cell was interrupted. */
  get interrupted(): boolean {
    return this.controller.signal.aborted;
  }

  /** Tells the cell's code, by its signal, to stop. */
  interrupt(): void {
    if (!this.interrupted) this.controller.abort(new KeyboardInterrupt());
  }
}

const storage = new AsyncLocalStorage<CellRun>();
let latest: CellRun | undefined;

/** Runs `work` as part of `run`: what it prints and shows, also later, belongs to that cell. */
export function within<T>(run: CellRun, work: () => T): T {
  latest = run;
  return storage.run(run, work);
}

/** The run that the calling code belongs to; for code of which that is not known, the newest one. */
export function currentRun(): CellRun | undefined {
  return storage.getStore() ?? latest;
}

/** The run that the calling code belongs to, or undefined where that is not known. */
export function owningRun(): CellRun | undefined {
  return storage.getStore();
}
