import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fingerprint } from './fingerprint.mjs';
import { SetUpProblem } from './problem.mjs';
import { CommandFailure } from './run-command.mjs';
import { showProgress } from './show-progress.mjs';

/**
 * One step of a set-up. It is skipped when its inputs are those of its last success and its outputs exist.
 *
 * @typedef {object} Step
 * @property {string} name shown to the person, and the name of its stamp and log
 * @property {(context: Context) => {files?: string[], values?: unknown[]}} inputs
 * @property {boolean} [downloads] whether it fetches from a registry and fills the disk
 * @property {(context: Context) => string[]} outputs paths that exist after a success
 * @property {(context: Context) => Promise<string | void>} run gives a warning when the work is not done and
 *   set-up can go on without it; the step is then tried again the next time
 */

/**
 * @typedef {object} Context
 * @property {string} root the checkout, absolute
 * @property {string} state folder of stamps and logs
 * @property {string} venv the Python environment, absolute
 * @property {NodeJS.ProcessEnv} env for the programs that a step runs
 * @property {string} log where the programs of this step print
 * @property {(line: string) => void} say
 */

/** Whether a step has nothing to do. */
export function isDone(step, context) {
  const stamp = readStamp(context, step);
  return (
    stamp?.fingerprint === fingerprint(context.root, step.inputs(context)) &&
    step.outputs(context).every(existsSync)
  );
}

/**
 * Runs the steps that have something to do, in order, and says each one's name, time and warning.
 *
 * @param {Step[]} steps
 * @param {Omit<Context, 'log'>} context
 * @returns {Promise<number>} how many ran
 * @throws {SetUpProblem} when one fails; the stamps of those before it stay
 */
export async function runSteps(steps, context) {
  const logs = join(context.state, 'logs');
  mkdirSync(logs, { recursive: true });
  let ran = 0;
  for (const step of steps) {
    if (isDone(step, context)) continue;
    ran++;
    const inputs = fingerprint(context.root, step.inputs(context)); // before the run: a later edit asks for another one
    const log = join(logs, `${fileName(step)}.log`);
    rmSync(log, { force: true });
    rmSync(stampPath(context, step), { force: true });
    const endProgress = showProgress(step.name, context.say);
    const started = performance.now();
    let warning;
    try {
      warning = await step.run({ ...context, log });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      throw new SetUpProblem(
        `${lastLines(error.output)}\nThe step "${step.name}" failed: read the lines above (all of them: ${log}), put it right and run this again.`,
      );
    } finally {
      endProgress();
    }
    const seconds = (performance.now() - started) / 1000;
    if (warning) {
      context.say(`  ${step.name}: Warning: ${warning}`);
      continue;
    }
    const missing = step.outputs(context).find((path) => !existsSync(path));
    if (missing)
      throw new SetUpProblem(
        `The step "${step.name}" ended without an error but did not make ${missing}: see ${log}.`,
      );
    writeStamp(context, step, inputs, seconds);
    context.say(`  ${step.name}: ${seconds.toFixed(1)} s`);
  }
  return ran;
}

function writeStamp(context, step, inputs, seconds) {
  const path = stampPath(context, step);
  const stamp = { fingerprint: inputs, seconds: Number(seconds.toFixed(1)), finished: new Date().toISOString() };
  writeFileSync(`${path}.partial`, JSON.stringify(stamp, null, 2));
  renameSync(`${path}.partial`, path);
}

function readStamp(context, step) {
  try {
    return JSON.parse(readFileSync(stampPath(context, step), 'utf8'));
  } catch {
    return null; // never done, or cut off while writing
  }
}

const stampPath = (context, step) => join(context.state, `${fileName(step)}.json`);
const fileName = (step) => step.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const lastLines = (output) => output.trimEnd().split('\n').slice(-25).join('\n');
