import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { findCompiler } from './find-compiler.mjs';
import { CommandFailure, runCommand } from './run-command.mjs';
import { flavorOf, sitePackages, WASM_SERVES, wheelFolder, wheelVersion } from './tensorflow.mjs';

/**
 * tfjs-node's binding, unmodified, compiled against the TensorFlow of `.venv`. npm ci removes it, another
 * wheel makes it unfit; in both cases it is compiled again.
 */
export const nativeBinding = {
  name: 'Native backend',
  inputs: ({ root, venv, env }) => ({
    files: [join(packageFolder(root), 'binding'), join(packageFolder(root), 'package.json')],
    values: [wheelFolder(venv), wheelVersion(venv), flavorOf(env)],
  }),
  outputs: ({ root }) => [bindingPath(root)],
  async run({ root, venv, env, log }) {
    const compiler = findCompiler(env);
    const wheel = wheelFolder(venv);
    if (!compiler || !existsSync(wheel)) return `it needs a C++ compiler and TensorFlow, see above. ${WASM_SERVES}`;
    const binding = bindingPath(root);
    const partial = `${binding}.partial`;
    mkdirSync(dirname(binding), { recursive: true });
    try {
      await runCommand(compiler, compilerArguments(root, venv, partial), { cwd: packageFolder(root), env, log });
      await runCommand(process.execPath, ['-e', LOAD, partial], { cwd: root, env, log });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      return `its binding could not be compiled (see ${log}). ${WASM_SERVES}`;
    }
    renameSync(partial, binding);
  },
};

const LOAD = 'process.dlopen(module, require("node:path").resolve(process.argv[1]))';

const packageFolder = (root) => join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
const bindingPath = (root) => join(packageFolder(root), 'lib', 'napi-v8', 'tfjs_binding.node');

function compilerArguments(root, venv, output) {
  const wheel = wheelFolder(venv);
  const headers = createRequire(join(root, 'package.json')).resolve('node-api-headers/package.json');
  const libraryFolders = [wheel, ...nvidiaFolders(venv)];
  return [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
    ...[`-I${join(dirname(headers), 'include')}`, `-I${join(wheel, 'include')}`],
    ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
    ...[`-L${wheel}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    ...libraryFolders.map((folder) => `-Wl,-rpath,${folder}`),
    ...['-o', output],
  ];
}

/** Where the CUDA wheels keep their libraries. */
function nvidiaFolders(venv) {
  const folder = join(sitePackages(venv), 'nvidia');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name, 'lib'))
    .filter(existsSync);
}
