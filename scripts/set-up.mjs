// npm run setup: makes the workbench ready without opening it.
import { runMain } from './setup/problem.mjs';
import { setUp } from './setup/set-up.mjs';

await runMain(() => setUp());
