import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runNpm } from './run-npm.mjs';

/** The packages of package-lock.json in node_modules; nothing is fetched when they are there already. */
export const npmPackages = {
  name: 'npm packages',
  downloads: true,
  inputs: ({ root }) => ({
    files: ['package-lock.json', '.npmrc', ...manifests(root)].map((file) => join(root, file)),
  }),
  outputs: ({ root }) => [join(root, 'node_modules', '.package-lock.json')],
  async run(context) {
    if (!isInstalled(context.root)) await runNpm(['ci'], context);
  },
};

const manifests = (root) => [
  'package.json',
  ...readdirSync(join(root, 'packages'))
    .sort()
    .map((name) => join('packages', name, 'package.json')),
];

/** Whether node_modules holds what the lock file asks for, as npm itself noted when it finished. */
export function isInstalled(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  const asWanted = ([path, { version, link }]) => link || wanted[path]?.version === version;
  const isThere = ([path, entry]) =>
    path === '' ||
    entry.optional ||
    entry.devOptional ||
    entry.peer ||
    path in installed ||
    /^packages\/[^/]+$/.test(path); // one of ours: a link to its folder is what is installed
  return Object.entries(installed).every(asWanted) && Object.entries(wanted).every(isThere);
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : null;
}
