import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { findCompiler } from './find-compiler.mjs';
import { findProgram } from './find-program.mjs';
import { SetUpProblem } from './problem.mjs';
import { pipInstall, pythonOf } from './python-environment.mjs';
import { CommandFailure, runCommand } from './run-command.mjs';

/** What a set-up without TensorFlow's libraries leaves the user with. */
export const WASM_SERVES = 'The slower WASM backend serves until then.';

/** TensorFlow's C++ libraries and headers: the CUDA build where an NVIDIA GPU works, else the CPU build. */
export const tensorflow = {
  name: 'TensorFlow',
  downloads: true,
  inputs: ({ root, venv, env }) => ({ files: [list(root, flavorOf(env))], values: [venv, flavorOf(env)] }),
  outputs: ({ venv }) => [join(wheelFolder(venv), 'libtensorflow_cc.so.2')],
  async run({ root, venv, env, log }) {
    if (!findCompiler(env)) {
      return `there is no C++ compiler to build the native backend with (on Debian and Ubuntu: "apt install g++"). ${WASM_SERVES}`;
    }
    const flavor = flavorOf(env);
    const options = { cwd: root, env, log };
    const other = flavor === 'cuda' ? 'tensorflow-cpu' : 'tensorflow';
    if (installedAs(venv, other))
      await runCommand(pythonOf(venv), ['-m', 'pip', 'uninstall', '-y', other], options);
    try {
      await pipInstall(pythonOf(venv), ['--no-deps', '-r', list(root, flavor)], options);
    } catch (error) {
      const noWheel = error instanceof CommandFailure && /No matching distribution found/.test(error.output);
      if (!noWheel) throw error;
      return `there is no TensorFlow package for this system and Python (see ${log}). ${WASM_SERVES}`;
    }
  },
};

const list = (root, flavor) => join(root, 'scripts', 'requirements', `tensorflow-${flavor}.txt`);

/**
 * Which TensorFlow this machine takes; FER_TENSORFLOW=cpu or cuda decides it by hand.
 *
 * @returns {'cpu' | 'cuda'}
 */
export function flavorOf(env) {
  const wished = env.FER_TENSORFLOW;
  if (wished && wished !== 'cpu' && wished !== 'cuda') {
    throw new SetUpProblem(
      `FER_TENSORFLOW must be cpu or cuda, got "${wished}": correct or unset it and run this again.`,
    );
  }
  return wished ?? (hasNvidiaGpu(env) ? 'cuda' : 'cpu');
}

function hasNvidiaGpu(env) {
  const program = findProgram(['nvidia-smi'], env.PATH);
  if (!program) return false;
  const { status, stdout } = spawnSync(program, ['-L'], { encoding: 'utf8', env, timeout: 20_000 });
  return status === 0 && /^GPU \d+:/m.test(stdout);
}

/** The wheel's folder in a virtual environment: libraries, and headers in include/. */
export const wheelFolder = (venv) => join(sitePackages(venv), 'tensorflow');

/** "2.21.0" and the like of the wheel in an environment, or null when there is none. */
export function wheelVersion(venv) {
  return installedAs(venv, 'tensorflow-cpu') ?? installedAs(venv, 'tensorflow');
}

/** An environment's site-packages folder; a name that does not exist when the environment does not. */
export function sitePackages(venv) {
  const library = join(venv, 'lib');
  const python = existsSync(library) ? readdirSync(library).find((name) => /^python3\.\d+$/.test(name)) : undefined;
  return join(library, python ?? 'python3', 'site-packages');
}

function installedAs(venv, name) {
  const prefix = `${name.replaceAll('-', '_')}-`;
  const folder = sitePackages(venv);
  const entry =
    existsSync(folder) &&
    readdirSync(folder).find((file) => file.startsWith(prefix) && file.endsWith('.dist-info'));
  return entry ? entry.slice(prefix.length, -'.dist-info'.length) : null;
}
