import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { findCompiler } from './find-compiler.mjs';
import { CommandFailure, runCommand } from './run-command.mjs';
import { wheelFolder, wheelVersion } from './tensorflow.mjs';

const STOCK_SERVES = "TensorFlow's own operations serve instead, and train several times slower.";

/**
 * fer-core's own C++ operations, compiled for this very processor against the TensorFlow of `.venv`. Node.js loads
 * them beside the binding, which registers them with TensorFlow.
 */
export const nativeOperations = {
  name: 'Native operations',
  inputs: ({ root, venv }) => ({
    files: sources(root),
    values: [wheelFolder(venv), wheelVersion(venv), arch(), cpus()[0]?.model, processorFlags()],
  }),
  outputs: ({ root }) => [library(root)],
  async run({ root, venv, env, log }) {
    const made = library(root);
    rmSync(made, { force: true }); // one of other sources lacks operations that are asked for, or computes otherwise
    const compiler = findCompiler(env);
    const wheel = wheelFolder(venv);
    if (!compiler || !existsSync(wheel)) return 'they need a C++ compiler and TensorFlow, see above.';
    const partial = `${made}.partial`;
    mkdirSync(dirname(made), { recursive: true });
    const options = compilerOptions(root, wheel);
    const units = sources(root).filter((file) => file.endsWith('.cc'));
    const object = (unit) => join(dirname(made), `${basename(unit, '.cc')}.o`);
    try {
      await inPairs(units, (unit) =>
        runCommand(compiler, [...options, '-c', unit, '-o', object(unit)], { cwd: root, env, log }),
      );
      await runCommand(compiler, ['-shared', ...units.map(object), ...linkOptions(wheel), '-o', partial], {
        cwd: root,
        env,
        log,
      });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      return `they could not be compiled (see ${log}). ${STOCK_SERVES}`;
    }
    renameSync(partial, made);
  },
};

const folder = (root) => join(root, 'packages', 'fer-core', 'native');
const library = (root) => join(folder(root), 'build', 'fer_operations.node');

function sources(root) {
  if (!existsSync(folder(root))) return [];
  return readdirSync(folder(root))
    .filter((name) => /\.(cc|h)$/.test(name))
    .sort()
    .map((name) => join(folder(root), name));
}

function compilerOptions(root, wheel) {
  const headers = createRequire(join(root, 'package.json')).resolve('node-api-headers/package.json');
  return [
    ...['-std=c++17', '-O3', '-march=native', '-fno-math-errno', '-fno-trapping-math', '-fPIC', '-w', '-DNDEBUG'],
    ...[`-I${join(wheel, 'include')}`, `-I${join(dirname(headers), 'include')}`],
  ];
}

function linkOptions(wheel) {
  return [`-L${wheel}`, '-l:libtensorflow_framework.so.2', `-Wl,-rpath,${wheel}`];
}

/** What the processor can do, where the system tells: a checkout that moves to another one is compiled again. */
function processorFlags() {
  const file = '/proc/cpuinfo';
  return existsSync(file)
    ? (/^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '').trim()
    : '';
}

/** Two at a time: a file of TensorFlow's headers takes a compiler half a gigabyte. */
async function inPairs(items, work) {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
