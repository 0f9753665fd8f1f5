import { InputError } from '../input-error';
import type { RunFolder } from './run-folder';

/** What goes on, to be held against what was begun. */
export interface Continuation<Config extends object> {
  /** Who asks, for messages. */
  command: string;
  /** What is learned from, in words: images, faces. */
  learnedFrom: string;
  config: Config;
  /** Fields that may differ: how long, where from, and how it computes. */
  freeFields: readonly string[];
  /** What must stay nevertheless of a field that may differ, by a name for messages. */
  kept?(config: Config): Record<string, unknown>;
  /** Fills in what the run's own configuration leaves out. */
  resolve(input: unknown, source: string): Config;
  trainSha256: string;
}

/** @throws InputError when the run was started with other images or another configuration */
export async function checkContinuation<Config extends object>(run: RunFolder, continuation: Continuation<Config>): Promise<void> {
  const { command, learnedFrom, config, freeFields, kept, resolve, trainSha256 } = continuation;
  const before = await run.readConfig();
  if (!before) return;
  if (before.data.trainSha256 !== trainSha256) {
    throw new InputError(`${command}: expected the training ${learnedFrom} of the run (sha256 ${before.data.trainSha256}), got ${trainSha256}`);
  }
  const old = resolve(before.config, run.file('config.json'));
  const fixed = (each: Config): Record<string, unknown> => ({ ...omitted(each, freeFields), ...kept?.(each) });
  const expected = fixed(old);
  for (const [field, value] of Object.entries(fixed(config))) {
    const [found, wanted] = [value, expected[field]].map((each) => JSON.stringify(each));
    if (found !== wanted) throw new InputError(`${command}: expected ${field} ${wanted} of the run that goes on, got ${found}`);
  }
}

function omitted(record: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field)));
}
