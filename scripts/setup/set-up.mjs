import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { builds } from './build-package.mjs';
import { checkDisk } from './check-disk.mjs';
import { findPython } from './find-python.mjs';
import { extensionLink, kernelEntry, labSettings } from './jupyter-parts.mjs';
import { takeLock } from './lock.mjs';
import { nativeBinding } from './native-binding.mjs';
import { nativeOperations } from './native-operations.mjs';
import { npmPackages } from './npm-packages.mjs';
import { pythonEnvironment, pythonOf } from './python-environment.mjs';
import { isDone, runSteps } from './run-steps.mjs';
import { flavorOf, tensorflow } from './tensorflow.mjs';

const jupyterLab = pythonEnvironment({
  name: 'Python environment',
  folder: '.venv',
  requirements: 'workbench.txt',
  proof: 'jupyter-lab',
});

/** Everything that the workbench needs, in the order in which it is made. */
export const STEPS = [
  npmPackages,
  jupyterLab,
  tensorflow,
  nativeBinding,
  nativeOperations,
  ...builds,
  extensionLink,
  kernelEntry,
  labSettings,
];

/** The checkout that these scripts belong to. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** @returns {Omit<import('./run-steps.mjs').Context, 'log'>} for the steps of this checkout */
export function contextOf(root = ROOT, env = process.env) {
  const venv = join(root, '.venv');
  return {
    root,
    venv,
    state: join(root, '.setup'),
    env: {
      ...env,
      PATH: [join(venv, 'bin'), join(root, 'node_modules', '.bin'), env.PATH].join(delimiter),
      VIRTUAL_ENV: venv,
      PYTHONNOUSERSITE: '1',
    },
    say: (line) => console.log(line),
  };
}

/**
 * Makes what is missing of the workbench, and nothing outside the checkout.
 *
 * @param {import('./run-steps.mjs').Step[]} steps
 * @throws {import('./problem.mjs').SetUpProblem} with the sentence for the person
 */
export async function setUp(steps = STEPS, context = contextOf()) {
  const release = takeLock(join(context.state, 'lock'));
  const onSignal = (signal) => {
    release();
    console.error(`\nInterrupted (${signal}): the next run goes on from here.`);
    process.exit(130); // ends the running step's programs too
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, onSignal);
  try {
    const started = performance.now();
    const waiting = steps.filter((step) => !isDone(step, context));
    if (waiting.length > 0)
      context.say(
        `Setting up FER Workbench (${waiting.length} of ${steps.length} steps; a first time takes some minutes)`,
      );
    if (!existsSync(pythonOf(context.venv))) findPython(context.env); // say so before minutes of downloads
    if (waiting.some((step) => step.downloads)) checkDisk(context.root, flavorOf(context.env));
    if ((await runSteps(steps, context)) > 0)
      context.say(`Set up in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    release();
  }
}
