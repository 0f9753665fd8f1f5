import timers from 'node:timers';
import type { SharedState } from '../io/shared-state';
import { callInterruptibly } from './run-script';
import { owningRun, within } from './run-context';

type Callback = (...args: unknown[]) => void;
type Start = (callback: Callback, ...args: unknown[]) => object;

/** Intervals that cells started themselves (not their libraries), until they are cleared. */
const intervals = new Set<NodeJS.Timeout>();

/**
 * Makes callbacks of timers belong to the cell that started them, and lets an interrupt reach them: a callback that
 * does not return is ended, intervals of cells end, and a cell that was interrupted cannot start timers any more, so
 * that a chain of them ends. Timers that libraries start go on; a library stops when the signal tells it to.
 *
 * @param isCell - tells by file name whether code is a cell's.
 * @param onError - told of what a callback throws, as part of its cell.
 */
export function installTimers(
  state: SharedState,
  isCell: (filename: string) => boolean,
  onError: (error: unknown) => void,
): void {
  const wrap = (name: 'setTimeout' | 'setImmediate' | 'setInterval'): void => {
    const start = globalThis[name] as unknown as Start;
    const wrapped: Start = (callback, ...args) => {
      const run = owningRun();
      if (run === undefined || typeof callback !== 'function') return start(callback, ...args);
      const timer = start(
        (...values) => {
          within(run, () => {
            try {
              callInterruptibly(() => callback(...values), state);
            } catch (error) {
              onError(error);
            }
          });
        },
        ...args,
      );
      if ((name === 'setInterval' || run.interrupted) && isCell(callerOf(wrapped))) {
        if (run.interrupted) stop(timer);
        else intervals.add(timer as NodeJS.Timeout);
      }
      return timer;
    };
    // `util.promisify(setTimeout)` finds its implementation under a symbol.
    const own = Object.getOwnPropertyDescriptors(start) as unknown as Record<symbol, PropertyDescriptor>;
    for (const symbol of Object.getOwnPropertySymbols(own)) Object.defineProperty(wrapped, symbol, own[symbol]!);
    for (const object of [globalThis, timers]) (object as unknown as Record<string, unknown>)[name] = wrapped;
  };
  wrap('setTimeout');
  wrap('setImmediate');
  wrap('setInterval');
  for (const name of ['queueMicrotask', 'nextTick'] as const) {
    const object = (name === 'nextTick' ? process : globalThis) as unknown as Record<string, Callback>;
    const call = object[name]!;
    object[name] = (callback, ...args) => {
      const run = owningRun();
      if (run === undefined || typeof callback !== 'function') return call(callback, ...args);
      call((...values: unknown[]) => within(run, () => (callback as Callback)(...values)), ...args);
    };
  }
}

/** Ends the intervals that cells started. */
export function clearIntervals(): void {
  for (const timer of intervals) clearInterval(timer);
  intervals.clear();
}

function stop(timer: object): void {
  clearTimeout(timer as NodeJS.Timeout);
  clearImmediate(timer as NodeJS.Immediate);
}

/** File name of the code that called `callee`. */
function callerOf(callee: (...args: never[]) => unknown): string {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = 1;
  Error.prepareStackTrace = (_error, sites) => sites[0]?.getFileName() ?? '';
  Error.captureStackTrace(holder, callee);
  const filename = String(holder.stack);
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return filename;
}
