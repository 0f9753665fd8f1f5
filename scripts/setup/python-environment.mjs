import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findPython } from './find-python.mjs';
import { runCommand } from './run-command.mjs';

/**
 * A step that makes a virtual environment and installs a locked list into it.
 *
 * @param {{name: string, folder: string, requirements: string, alone?: string, proof: string}} options
 *   `folder`: the environment's name in the checkout; `requirements`: the file in scripts/requirements;
 *   `alone`: another one, of packages that are installed without those they ask for; `proof`: a program
 *   that the list installs
 * @returns {import('./run-steps.mjs').Step}
 */
export function pythonEnvironment({ name, folder, requirements, alone, proof }) {
  const list = (root, file = requirements) => join(root, 'scripts', 'requirements', file);
  return {
    name,
    downloads: true,
    inputs: ({ root }) => ({ files: [list(root), ...(alone ? [list(root, alone)] : [])], values: [join(root, folder)] }),
    outputs: ({ root }) => [pythonOf(join(root, folder)), join(root, folder, 'bin', proof)],
    async run({ root, env, log }) {
      const venv = join(root, folder);
      const options = { cwd: root, env, log };
      if (!isUsable(venv)) await runCommand(findPython(env), ['-m', 'venv', '--clear', venv], options);
      await pipInstall(pythonOf(venv), ['-r', list(root)], options);
      if (alone) await pipInstall(pythonOf(venv), ['--no-deps', '-r', list(root, alone)], options);
    },
  };
}

/** The Python of a virtual environment. */
export const pythonOf = (venv) => join(venv, 'bin', 'python');

/** Runs `pip install` with `args`, never interactive. */
export function pipInstall(python, args, options) {
  return runCommand(
    python,
    ['-m', 'pip', '--disable-pip-version-check', '--no-input', 'install', ...args],
    options,
  );
}

/** Whether an environment is whole and was made at this place (it holds absolute paths, so it cannot be moved). */
function isUsable(venv) {
  if (!existsSync(pythonOf(venv))) return false;
  const { status, stdout } = spawnSync(pythonOf(venv), ['-c', 'import pip, sys; print(sys.prefix)'], {
    encoding: 'utf8',
  });
  if (status !== 0 || stdout.trim() !== venv) return false;
  const pip = join(venv, 'bin', 'pip');
  return existsSync(pip) && readFileSync(pip, 'utf8').includes(venv);
}
