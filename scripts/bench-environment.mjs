// npm run bench:environment: makes .venv-bench, which holds the peers that `fer bench` compares with.
import { join } from 'node:path';

import { runMain } from './setup/problem.mjs';
import { pythonEnvironment } from './setup/python-environment.mjs';
import { contextOf, setUp } from './setup/set-up.mjs';

const peers = pythonEnvironment({
  name: 'Keras, PyTorch and fer',
  folder: '.venv-bench',
  requirements: 'bench.txt',
  alone: 'bench-alone.txt',
  proof: 'torchrun',
});

await runMain(async () => {
  const context = contextOf();
  await setUp([peers], { ...context, venv: join(context.root, '.venv-bench') });
  console.log('.venv-bench is ready: its Python runs benchmarks/peers/*.py');
});
