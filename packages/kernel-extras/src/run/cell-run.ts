import { setMaxListeners } from 'node:events';
import { KeyboardInterrupt } from './keyboard-interrupt';

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
  /** True once the cell was interrupted. */
  interrupted = false;
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

  /** Tells the cell's code, by its signal, to stop. */
  interrupt(): void {
    if (this.interrupted) return;
    this.interrupted = true;
    this.controller.abort(new KeyboardInterrupt());
  }
}
