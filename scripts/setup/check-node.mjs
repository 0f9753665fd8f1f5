import { SetUpProblem } from './problem.mjs';

/** The oldest Node.js that the packages run on. */
export const OLDEST_NODE = 20;

/**
 * @param {string} version as in `process.versions.node`
 * @throws {SetUpProblem} when it is too old
 */
export function checkNode(version = process.versions.node) {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return;
  throw new SetUpProblem(
    `FER Workbench needs Node.js ${OLDEST_NODE} or newer and this is ${version}: install a newer one and run this again.`,
  );
}
