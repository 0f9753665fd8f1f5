import { statfsSync } from 'node:fs';

import { SetUpProblem } from './problem.mjs';

/** What a whole set-up takes in GB, rounded up: npm packages 1, JupyterLab 0.3, TensorFlow 1.3 (CPU) or 8 (CUDA), caches. */
export const NEEDED_GB = { cpu: 4, cuda: 14 };

/** Bytes that may still be written below `folder`. */
export function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * @param {string} folder where the checkout is
 * @param {'cpu' | 'cuda'} flavor which TensorFlow will be installed
 * @throws {SetUpProblem} when the disk is too full for a set-up
 */
export function checkDisk(folder, flavor, free = freeBytes(folder)) {
  const freeGb = free / 1e9;
  if (freeGb >= NEEDED_GB[flavor]) return;
  throw new SetUpProblem(
    `The set-up needs about ${NEEDED_GB[flavor]} GB and the disk of ${folder} has ${freeGb.toFixed(1)} GB left: free some space and run this again.`,
  );
}
