import { copyFileSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { runCommand } from './run-command.mjs';

const EXTENSION = '@fer-workbench/jupyter-extension';
const share = (venv, ...path) => join(venv, 'share', 'jupyter', ...path);

/** The built extension, linked to where JupyterLab looks for it, so that a new build needs no new link. */
export const extensionLink = {
  name: 'JupyterLab extension',
  inputs: ({ venv }) => ({ values: [venv] }),
  outputs: ({ venv }) => [join(share(venv, 'labextensions', EXTENSION), 'package.json')],
  async run({ root, venv }) {
    const link = share(venv, 'labextensions', EXTENSION);
    const target = relative(dirname(link), join(root, 'packages', 'jupyter-extension', 'labextension'));
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === target) return;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { recursive: true, force: true });
    symlinkSync(target, link, 'dir');
  },
};

/** The kernel's entry in Jupyter's list. */
export const kernelEntry = {
  name: 'TypeScript kernel',
  inputs: ({ root, venv }) => ({
    files: [join(root, 'packages', 'kernel-extras', 'bin')],
    values: [venv, process.execPath],
  }),
  outputs: ({ venv }) => [share(venv, 'kernels', 'fer-typescript', 'kernel.json')],
  async run({ root, venv, env, log }) {
    const script = join(root, 'packages', 'kernel-extras', 'bin', 'install-kernel.cjs');
    await runCommand(process.execPath, [script, '--prefix', venv], { cwd: root, env, log });
  },
};

/** How JupyterLab looks and behaves here; a person's own settings still come before it. */
export const labSettings = {
  name: 'JupyterLab settings',
  inputs: ({ root, venv }) => ({ files: [join(root, 'scripts', 'jupyter', 'overrides.json')], values: [venv] }),
  outputs: ({ venv }) => [share(venv, 'lab', 'settings', 'overrides.json')],
  async run({ root, venv }) {
    mkdirSync(share(venv, 'lab', 'settings'), { recursive: true });
    copyFileSync(
      join(root, 'scripts', 'jupyter', 'overrides.json'),
      share(venv, 'lab', 'settings', 'overrides.json'),
    );
  },
};
