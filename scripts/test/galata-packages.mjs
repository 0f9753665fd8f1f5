import { join } from 'node:path';

import { runNpm } from '../setup/run-npm.mjs';

const folder = (root) => join(root, 'test', 'browser');

/** Playwright and Galata, which only the browser tests need: 600 MB outside the workspaces. */
export const galataPackages = {
  name: 'Browser test packages',
  downloads: true,
  inputs: ({ root }) => ({
    files: ['package.json', 'package-lock.json', '.npmrc'].map((file) => join(folder(root), file)),
  }),
  outputs: ({ root }) => [join(folder(root), 'node_modules', '.package-lock.json')],
  async run(context) {
    await runNpm(['ci'], { ...context, cwd: folder(context.root) });
  },
};
