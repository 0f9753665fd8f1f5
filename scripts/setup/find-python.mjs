import { spawnSync } from 'node:child_process';

import { findProgram } from './find-program.mjs';
import { SetUpProblem } from './problem.mjs';

/** The oldest Python that the locked packages run on. */
export const OLDEST_PYTHON = [3, 10];

const NAMES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const PROBE = `
import sys
try:
    import ensurepip, venv
    has_venv = 1
except ImportError:
    has_venv = 0
print(sys.version_info[0], sys.version_info[1], has_venv)
`;

/**
 * A Python that can make the virtual environment: the one in the variable PYTHON, else the first fitting one
 * on the PATH.
 *
 * @returns {string} its path
 * @throws {SetUpProblem} when there is none, with what is missing
 */
export function findPython(env = process.env) {
  const oldest = OLDEST_PYTHON.join('.');
  let tooOld = null;
  let withoutVenv = null;
  for (const name of env.PYTHON ? [env.PYTHON] : NAMES) {
    const path = findProgram([name], env.PATH);
    const version = path && probe(path, env);
    if (!version) continue;
    const [major, minor, hasVenv] = version;
    if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1]))
      tooOld ??= `${major}.${minor}`;
    else if (!hasVenv) withoutVenv ??= `${major}.${minor}`;
    else return path;
  }
  if (withoutVenv) {
    throw new SetUpProblem(
      `Python ${withoutVenv} lacks its venv module: install it (on Debian and Ubuntu: "apt install python3-venv") and run this again.`,
    );
  }
  if (tooOld)
    throw new SetUpProblem(
      `The workbench needs Python ${oldest} or newer and found ${tooOld}: install a newer one and run this again.`,
    );
  throw new SetUpProblem(
    `The workbench needs Python ${oldest} or newer and found none${env.PYTHON ? ` at PYTHON=${env.PYTHON}` : ''}: install it (on Debian and Ubuntu: "apt install python3 python3-venv") and run this again.`,
  );
}

function probe(path, env) {
  const result = spawnSync(path, ['-c', PROBE], { encoding: 'utf8', env, timeout: 20_000 });
  const numbers = result.status === 0 ? /^(\d+) (\d+) ([01])\s*$/.exec(result.stdout) : null;
  return numbers && numbers.slice(1).map(Number);
}
