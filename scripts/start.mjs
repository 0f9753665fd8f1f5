// npm start [-- --no-browser --port N]: sets everything up, then opens the workbench.
import { checkNode } from './setup/check-node.mjs';
import { runMain } from './setup/problem.mjs';

await runMain(async () => {
  checkNode(); // the rest is written for a Node.js that passes
  const { startWorkbench } = await import('./start/start-workbench.mjs');
  return startWorkbench(process.argv.slice(2));
});
