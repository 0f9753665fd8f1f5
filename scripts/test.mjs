// npm test [-- suite …]: sets everything up, runs the test suites and counts what passed and failed.
import { checkNode } from './setup/check-node.mjs';
import { runMain } from './setup/problem.mjs';

await runMain(async () => {
  checkNode(); // the rest is written for a Node.js that passes
  const { testWorkbench } = await import('./test/test-workbench.mjs');
  return testWorkbench(process.argv.slice(2));
});
