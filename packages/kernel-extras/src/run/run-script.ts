import vm from "node:vm";
import { AWAIT_CHECK } from "../compiler/check-awaits";
import type { CompiledCell } from "../compiler/compiler";
import { Phase, type SharedState } from "../io/shared-state";
import { currentRun, owningRun, within, type CellRun } from "./cell-run";
import { KeyboardInterrupt } from "./keyboard-interrupt";

/** What compiled cells reach through `globalThis[Symbol.for("kernel-extras.scope")]`. */
export interface Scope {
  exports: Record<string, unknown>;
  require: (id: string) => unknown;
  /** Throws in a cell that was interrupted, otherwise returns its argument. */
  interruptible: <T>(value: T) => T;
}

const SCOPE = Symbol.for("kernel-extras.scope");

/** Makes the scope that all cells share. */
export function openScope(scope: Pick<Scope, "exports" | "require">, state: SharedState): void {
  const interruptible = <T>(value: T): T => {
    const run = owningRun();
    if (run === undefined) return value;
    // `pending` is seen at once, also in a promise loop that never lets the interrupt's message through.
    if (!run.interrupted && run.active && run === currentRun() && state.pending) run.interrupt();
    if (run.interrupted) throw new KeyboardInterrupt();
    return value;
  };
  (globalThis as Record<symbol, unknown>)[SCOPE] = { ...scope, interruptible } satisfies Scope;
}

/**
 * Runs a compiled cell. Resolves when the cell's top level has ended.
 *
 * The script starts from the event loop, not from the caller's stack: where an interrupt can only end the running
 * JavaScript altogether, it takes the script with it and nothing of the kernel; `run.abandon` then ends the cell.
 */
export function runScript(cell: CompiledCell, run: CellRun, state: SharedState): Promise<void> {
  const head = `(${cell.isAsync ? "async " : ""}function (exports, require, ${AWAIT_CHECK}) { `;
  const tail = `\n})(...Object.values(globalThis[Symbol.for("${Symbol.keyFor(SCOPE)}")]))`;
  const script = new vm.Script(head + cell.code + tail, { filename: cell.filename, columnOffset: -head.length });
  return new Promise((resolve, reject) => {
    run.abandon = reject;
    setImmediate(() => within(run, () => start(script, state).then(resolve, reject)));
  });
}

async function start(script: vm.Script, state: SharedState): Promise<void> {
  if (state.pending) throw new KeyboardInterrupt();
  let result: unknown;
  state.phase = Phase.Script;
  try {
    result = script.runInThisContext({ breakOnSigint: true });
  } catch (error) {
    const stopped = (error as NodeJS.ErrnoException | null)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
    throw stopped ? new KeyboardInterrupt() : error;
  } finally {
    state.phase = Phase.Callbacks;
  }
  await result;
}
