import timers from "node:timers";
import { owningRun, type CellRun } from "./cell-run";

/** Intervals that cells started themselves (not their libraries), until they are cleared. */
const intervals = new Set<NodeJS.Timeout>();

/**
 * Makes an interrupt reach timers: intervals of cells end, and a cell that was interrupted cannot start timers any
 * more, so that a chain of them ends. Timers that libraries start go on; a library stops when the signal tells it to.
 *
 * @param isCell - tells by file name whether code is a cell's.
 */
export function installTimers(isCell: (filename: string) => boolean): void {
  const { setTimeout, setInterval, setImmediate, clearInterval } = globalThis;

  const callerIsCell = (): boolean => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (_error, sites) => sites[2]?.getFileName() ?? "";
    const filename = new Error().stack as unknown as string;
    Error.prepareStackTrace = prepareStackTrace;
    return isCell(filename);
  };
  const mayStart = (run: CellRun | undefined): boolean => run === undefined || !run.interrupted;

  const wrapped = {
    setTimeout: Object.assign((...args: Parameters<typeof setTimeout>) => {
      const timer = setTimeout(...args);
      if (!mayStart(owningRun()) && callerIsCell()) clearTimeout(timer);
      return timer;
    }, setTimeout),
    setImmediate: Object.assign((...args: Parameters<typeof setImmediate>) => {
      const timer = setImmediate(...args);
      if (!mayStart(owningRun()) && callerIsCell()) clearImmediate(timer);
      return timer;
    }, setImmediate),
    setInterval: Object.assign((...args: Parameters<typeof setInterval>) => {
      const timer = setInterval(...args);
      const run = owningRun();
      if (run === undefined || !callerIsCell()) return timer;
      if (mayStart(run)) intervals.add(timer);
      else clearInterval(timer);
      return timer;
    }, setInterval),
    clearInterval: (timer: NodeJS.Timeout | string | number | undefined) => {
      intervals.delete(timer as NodeJS.Timeout);
      clearInterval(timer);
    },
  };
  // `util.promisify(setTimeout)` finds its implementation under a symbol, which is not enumerable.
  for (const name of ["setTimeout", "setImmediate"] as const) copySymbols(globalThis[name], wrapped[name]);
  Object.assign(globalThis, wrapped);
  Object.assign(timers, wrapped);
}

/** Ends the intervals that cells started. */
export function clearIntervals(): void {
  for (const timer of intervals) clearInterval(timer);
  intervals.clear();
}

function copySymbols(from: object, to: object): void {
  for (const symbol of Object.getOwnPropertySymbols(from)) {
    Object.defineProperty(to, symbol, Object.getOwnPropertyDescriptor(from, symbol)!);
  }
}
