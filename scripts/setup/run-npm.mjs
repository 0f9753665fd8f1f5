import { findProgram } from './find-program.mjs';
import { SetUpProblem } from './problem.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Runs npm: the one that started us, else the one on the PATH.
 *
 * @param {string[]} args
 * @param {import('./run-steps.mjs').Context & {cwd?: string}} context
 */
export function runNpm(args, { root, cwd = root, env, log }) {
  const options = { cwd, env, log };
  if (env.npm_execpath?.endsWith('.js')) return runCommand(process.execPath, [env.npm_execpath, ...args], options);
  const npm = findProgram(['npm'], env.PATH);
  if (!npm) throw new SetUpProblem('npm was not found: install it (it comes with Node.js) and run this again.');
  return runCommand(npm, args, options);
}
