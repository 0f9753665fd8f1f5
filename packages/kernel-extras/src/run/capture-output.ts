import type { CellRun } from './cell-run';
import { currentRun } from './run-context';

/** Takes printed text. */
export type Print = (name: 'stdout' | 'stderr', text: string, run: CellRun) => void;

/** Sends what is written to standard output and error to the cell that writes it. */
export function captureOutput(print: Print): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    const decoder = new TextDecoder();
    stream.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
      const run = currentRun();
      if (run === undefined) return write(chunk, encoding, callback);
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      if (text !== '') print(name, text, run);
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') process.nextTick(done as () => void);
      return true;
    }) as typeof stream.write;
  }
}
