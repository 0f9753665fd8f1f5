import type { CellRun } from '../run/cell-run';
import { currentRun } from '../run/run-context';
import { mimeBundle } from './mime-bundle';
import { currentSession, type Session } from './session';

/** Options of {@link prompt}. */
export interface PromptOptions {
  /** Hides what is typed. Default: false. */
  password?: boolean;
}

function inCell(caller: string): { session: Session; run: CellRun } {
  const session = currentSession();
  const run = currentRun();
  if (session === undefined || run === undefined) {
    throw new Error(`${caller}: expected to be called in a notebook's cell, got a plain program`);
  }
  return { session, run };
}

/**
 * Asks the person at the notebook and resolves to what was typed.
 * @throws `prompt: …` if the front end takes no input, or if called in a plain program.
 */
export async function prompt(question = '', options: PromptOptions = {}): Promise<string> {
  const { session, run } = inCell('prompt');
  return session.ask(run, question, options.password === true);
}

/**
 * Removes the output of the cell.
 * @param wait - only when the next output arrives, which avoids flicker. Default: false.
 */
export function clearOutput(wait = false): void {
  const { session, run } = inCell('clearOutput');
  session.publish(run, 'clear_output', { wait });
}

/** Shows a value in the front end's pager, if it has one, after the cell. */
export async function page(value: unknown): Promise<void> {
  const { run } = inCell('page');
  run.payload.push({ source: 'page', data: await mimeBundle(value), start: 0 });
}

const never = new AbortController().signal;

/**
 * The signal of the cell that the calling code belongs to: aborted when the cell is interrupted. Long work checks it
 * or passes it on. In a plain program it is never aborted.
 *
 * @example
 * await fetch(url, { signal: interruptSignal() });
 */
export function interruptSignal(): AbortSignal {
  return currentRun()?.signal ?? never;
}
