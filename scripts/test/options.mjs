import { SetUpProblem } from '../setup/problem.mjs';

/**
 * @param {string[]} args what follows `npm test --`
 * @param {string[]} known names of all suites
 * @returns {string[]} the suites to run; all when none is named
 * @throws {SetUpProblem} for an unknown one
 */
export function readSuiteNames(args, known) {
  const unknown = args.find((name) => !known.includes(name));
  if (unknown) throw new SetUpProblem(`npm test: expected suites among ${known.join(', ')}, got "${unknown}".`);
  return args.length > 0 ? args : known;
}
