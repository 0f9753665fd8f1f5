import { readFileSync } from 'node:fs';

/** The counts in the JSON report of vitest. A test file that could not be loaded counts as a failed test. */
export function readVitestReport(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** The counts in the JUnit XML report of pytest. An error outside a test counts as a failed test. */
export function readJUnitReport(path) {
  const [suite] = /<testsuite\s[^>]*>/.exec(readFileSync(path, 'utf8')) ?? [];
  if (!suite) throw new Error(`${path}: expected a <testsuite> element, found none`);
  const count = (name) => Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}

/** The counts in the JSON report of Playwright. A test that passed only when it was tried again has passed. */
export function readPlaywrightReport(path) {
  const { stats, errors = [] } = JSON.parse(readFileSync(path, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
    note: stats.flaky > 0 ? `${stats.flaky} only at a second try` : undefined,
  };
}
