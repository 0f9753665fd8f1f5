// npm run setup: makes the workbench ready without opening it.
import { checkNode } from './setup/check-node.mjs';
import { runMain } from './setup/problem.mjs';

await runMain(async () => {
  checkNode(); // the rest is written for a Node.js that passes
  const { setUp } = await import('./setup/set-up.mjs');
  await setUp();
  console.log('The workbench is set up: "npm start" opens it.');
});
