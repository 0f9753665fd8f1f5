import { writeSync } from 'node:fs';

/**
 * Writes a line to the log of whoever started the kernel (standard error of the process itself).
 * `console` would not do: in a kernel it writes into the notebook.
 */
export function log(line: string): void {
  try {
    writeSync(2, `[fer-typescript] ${line}\n`);
  } catch {
    // Standard error is closed or full: there is nobody left to tell.
  }
}
