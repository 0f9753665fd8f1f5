import vm from 'node:vm';
import type { CompiledCell } from '../compiler/compiler';
import { INTERRUPT_CHECK, INTERRUPT_COUNTS } from '../compiler/interrupt-checks';
import { Phase, type SharedState } from '../io/shared-state';
import type { CellRun } from './cell-run';
import { KeyboardInterrupt } from './keyboard-interrupt';
import { owningRun, setLatestRun, within } from './run-context';

/** What compiled cells reach through `globalThis[Symbol.for("kernel-extras.scope")]`. */
export interface Scope {
  exports: Record<string, unknown>;
  require: (id: string) => unknown;
  /** Throws in a cell that was interrupted, otherwise returns its argument. */
  interruptible: <T>(value: T) => T;
  /** Numbers of interrupts [requested, handled]. */
  interrupts: Int32Array;
}

const SCOPE = Symbol.for('kernel-extras.scope');
const global = globalThis as Record<symbol, unknown>;

/** Makes the scope that all cells share. */
export function openScope(scope: Pick<Scope, 'exports' | 'require'>, state: SharedState): void {
  const interruptible = <T>(value: T): T => {
    const run = owningRun();
    if (run === undefined || !(run.interrupted || state.pending)) return value;
    // A pending interrupt is meant for the running cell; its message waits while a promise loop keeps others out.
    if (run.active) run.interrupt();
    if (run.interrupted) throw new KeyboardInterrupt();
    return value;
  };
  global[SCOPE] = { ...scope, interruptible, interrupts: state.interrupts } satisfies Scope;
}

/**
 * Runs a compiled cell. Resolves when the cell's top level has ended.
 *
 * The script starts from the event loop, not from the caller's stack: where an interrupt can only end the running
 * JavaScript altogether, it takes the script with it and nothing of the kernel; `run.abandon` then ends the cell.
 */
export function runScript(cell: CompiledCell, run: CellRun, state: SharedState): Promise<void> {
  const head = `(${cell.isAsync ? 'async ' : ''}function (exports, require, ${INTERRUPT_CHECK}, ${INTERRUPT_COUNTS}) { `;
  const tail = `\n})(...Object.values(globalThis[Symbol.for("${Symbol.keyFor(SCOPE)}")]))`;
  const script = new vm.Script(head + cell.code + tail, { filename: cell.filename, columnOffset: -head.length });
  setLatestRun(run);
  return new Promise((resolve, reject) => {
    run.abandon = reject;
    setImmediate(() => {
      if (state.pending) return reject(new KeyboardInterrupt());
      try {
        const result = within(run, () => runInterruptibly(script, state));
        if (cell.isAsync) (result as Promise<void>).then(resolve, reject);
        else resolve();
      } catch (error) {
        reject(error);
      }
    });
  });
}

/**
 * Runs a script so that SIGINT, which the I/O thread sends, raises an exception in it.
 * @throws KeyboardInterrupt
 */
function runInterruptibly(script: vm.Script, state: SharedState): unknown {
  const before = state.phase;
  state.phase = Phase.Script;
  try {
    return script.runInThisContext({ breakOnSigint: true });
  } catch (error) {
    const stopped = (error as NodeJS.ErrnoException | null)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
    throw stopped ? new KeyboardInterrupt() : error;
  } finally {
    state.phase = before;
  }
}

const CALLBACK = Symbol.for('kernel-extras.callback');
const callCallback = new vm.Script(`globalThis[Symbol.for("${Symbol.keyFor(CALLBACK)}")]()`);

/** Calls a timer's callback so that SIGINT raises an exception in it. */
export function callInterruptibly(callback: () => void, state: SharedState): void {
  global[CALLBACK] = callback;
  runInterruptibly(callCallback, state);
}
