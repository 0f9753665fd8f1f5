import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a suite came to.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] why tests were skipped
 *
 * @typedef {(context: import('../setup/run-steps.mjs').Context & {reports: string}) => Promise<Outcome>} Suite
 */

/**
 * Runs suites one after another, says what each came to, and closes with `N passed, N failed` alone on a line.
 *
 * @param {[name: string, suite: Suite][]} suites
 * @param {Omit<import('../setup/run-steps.mjs').Context, 'log'>} context
 * @returns {Promise<number>} the exit code: 0 when every suite ran a test or said why not, and none failed
 */
export async function runSuites(suites, context) {
  const reports = join(context.state, 'reports');
  mkdirSync(reports, { recursive: true });
  const lines = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, suite] of suites) {
    context.say(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
    const started = performance.now();
    const outcome = judge(await suite({ ...context, reports }));
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    for (const key of Object.keys(total)) total[key] += outcome[key];
    lines.push(`${name.padEnd(10)} ${counts(outcome)} in ${seconds} s${outcome.note ? ` (${outcome.note})` : ''}`);
  }
  context.say(`\n${lines.join('\n')}\n\n${counts(total)}`);
  return total.failed === 0 ? 0 : 1;
}

/** A suite that ran no test, and does not say why, has failed. */
function judge(outcome) {
  if (outcome.passed + outcome.failed > 0 || (outcome.skipped > 0 && outcome.note)) return outcome;
  return { ...outcome, failed: 1, note: outcome.note ?? 'it ran no test' };
}

const counts = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
