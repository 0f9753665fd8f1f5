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
  /** Fills in what the run's own configuration leaves out. */
  resolve(input: unknown, source: string): Config;
  trainSha256: string;
}

/** @throws InputError when the run was started with other images or another configuration */
export async function checkContinuation<Config extends object>(run: RunFolder, continuation: Continuation<Config>): Promise<void> {
  const { command, learnedFrom, config, freeFields, resolve, trainSha256 } = continuation;
  const before = await run.readConfig();
  if (!before) return;
  if (before.data.trainSha256 !== trainSha256) {
    throw new InputError(`${command}: expected the training ${learnedFrom} of the run (sha256 ${before.data.trainSha256}), got ${trainSha256}`);
  }
  const old = resolve(before.config, run.file('config.json'));
  for (const [field, value] of Object.entries(config)) {
    if (freeFields.includes(field)) continue;
    const [found, expected] = [value as unknown, old[field as keyof Config]].map((each) => JSON.stringify(each));
    if (found !== expected) throw new InputError(`${command}: expected ${field} ${expected} of the run that goes on, got ${found}`);
  }
}
