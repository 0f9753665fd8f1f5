import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { runNpm } from './run-npm.mjs';

/**
 * A step that runs `npm run build` in one of our packages when its sources, or those of a package of ours
 * that it builds on, have changed.
 *
 * @param {string} folder its name below packages/
 * @param {{buildsOn?: string[], made: string[]}} options `made`: what the build makes, relative to the package
 * @returns {import('./run-steps.mjs').Step}
 */
export function buildPackage(folder, { buildsOn = [], made }) {
  return {
    name: `Build ${folder}`,
    inputs: ({ root }) => ({
      files: [
        ...[folder, ...buildsOn].map((name) => join(root, 'packages', name)),
        ...['package-lock.json', 'tsconfig.base.json'].map((file) => join(root, file)),
      ],
    }),
    outputs: ({ root }) => made.map((path) => join(root, 'packages', folder, path)),
    async run(context) {
      await runNpm(['run', 'build', '--silent'], { ...context, cwd: join(context.root, 'packages', folder) });
    },
  };
}

/** Every package that has a build, those that others build on first. */
export const builds = [
  buildPackage('fer-core', { made: ['lib/index.js'] }),
  buildPackage('kernel-extras', { made: ['lib/index.js'] }),
  buildPackage('jupyter-extension', { buildsOn: ['fer-core'], made: ['labextension/package.json'] }),
];

/** The packages of a checkout, to compare with the list above. */
export function packageFolders(root) {
  return readdirSync(join(root, 'packages')).filter((name) => statSync(join(root, 'packages', name)).isDirectory());
}
