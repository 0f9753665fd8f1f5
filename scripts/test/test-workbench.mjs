import { contextOf, setUp } from '../setup/set-up.mjs';
import { readSuiteNames } from './options.mjs';
import { runSuites } from './run-suites.mjs';
import { SUITES } from './suites.mjs';

/**
 * `npm test`: sets up what is missing and runs the suites.
 *
 * @param {string[]} args names of suites; all when there is none
 * @returns {Promise<number>} the exit code
 */
export async function testWorkbench(args) {
  const names = readSuiteNames(args, Object.keys(SUITES));
  const context = contextOf();
  await setUp(undefined, context);
  return runSuites(
    names.map((name) => [name, SUITES[name]]),
    context,
  );
}
