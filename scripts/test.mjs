// npm test [-- suite …]: sets everything up, runs the test suites and counts what passed and failed.
import { runMain } from './setup/problem.mjs';
import { contextOf, setUp } from './setup/set-up.mjs';
import { readSuiteNames } from './test/options.mjs';
import { runSuites } from './test/run-suites.mjs';
import { SUITES } from './test/suites.mjs';

await runMain(async () => {
  const names = readSuiteNames(process.argv.slice(2), Object.keys(SUITES));
  const context = contextOf();
  await setUp(undefined, context);
  return runSuites(
    names.map((name) => [name, SUITES[name]]),
    context,
  );
});
