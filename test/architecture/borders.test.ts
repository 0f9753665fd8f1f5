import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

import { BORDERS } from '../../scripts/lint/borders.mjs';

// "Who may know whom" of ARCHITECTURE.md: each statement beside an import that crosses it and one that does not.
const root = fileURLToPath(new URL('../..', import.meta.url));

const TFJS = 'Only fer-core/src/backend imports tfjs';
const BY_NAME = 'A package is imported by its name';
const CORE = 'fer-core knows nothing of notebooks';
const BROWSER = 'run in a browser';
const PLAIN = 'import nothing else of ours';
const FLOW = 'Data flows from evaluate to views';
const APART = 'Data sets and models never import each other';
const COMMAND_LINE = 'Only the command line imports the command line';
const KERNEL = 'kernel-extras knows nothing of fer-core';
const FRONT_END = 'jupyter-extension imports fer-core/views and nothing else';

const crossings: [message: string, file: string, code: string][] = [
  [TFJS, 'fer-core/src/train/trainer.ts', `import * as tf from '@tensorflow/tfjs-core';\nexport { tf };`],
  [TFJS, 'fer-core/src/models/network.ts', `export * from '@tensorflow/tfjs-node-gpu/dist/index';`],
  [TFJS, 'fer-core/src/models/network.ts', `export const load = () => import('@tensorflow/tfjs-node-gpu');`],
  [TFJS, 'fer-core/src/models/network.ts', `export const path = require.resolve('@tensorflow/tfjs-node-gpu');`],
  [TFJS, 'fer-core/src/models/network.ts', `export type Tensor = import('@tensorflow/tfjs-core').Tensor;`],
  [TFJS, 'fer-core/src/models/network.ts', `import tf = require('@tensorflow/tfjs-core');\nexport { tf };`],
  [TFJS, 'fer-core/src/views/index.ts', `import '@tensorflow/tfjs-core';`],
  [TFJS, 'kernel-extras/src/main.ts', `export const tf = require('@tensorflow/tfjs-node-gpu');`],
  [TFJS, 'jupyter-extension/src/index.ts', `import '@tensorflow/tfjs-core';`],
  [BY_NAME, 'jupyter-extension/src/index.ts', `import '../../fer-core/src/views/index';`],
  [CORE, 'fer-core/src/cli/main.ts', `import 'kernel-extras';`],
  [CORE, 'fer-core/src/train/trainer.ts', `import '@jupyterlab/notebook';`],
  [BROWSER, 'fer-core/src/views/index.ts', `import 'node:fs';`],
  [BROWSER, 'fer-core/src/views/index.ts', `import 'fs';`],
  [BROWSER, 'fer-core/src/evaluate/metrics.ts', `import 'node:crypto';`],
  [BROWSER, 'fer-core/src/evaluate/geometry/mean-face.ts', `import 'node:fs';`],
  [BROWSER, 'fer-core/src/expressions.ts', `import 'node:path';`],
  [PLAIN, 'fer-core/src/views/index.ts', `import '../models/network';`],
  [PLAIN, 'fer-core/src/views/index.ts', `import '../align/align-face';`],
  [PLAIN, 'fer-core/src/evaluate/metrics.ts', `import '../backend';`],
  [PLAIN, 'fer-core/src/expressions.ts', `import './datasets/labeled-images';`],
  [PLAIN, 'fer-core/src/views/index.ts', `import 'fer-core';`],
  [FLOW, 'fer-core/src/evaluate/metrics.ts', `import '../views/index';`],
  [APART, 'fer-core/src/datasets/fer2013.ts', `import '../models/registry';`],
  [APART, 'fer-core/src/models/layers/pooling.ts', `import '../../datasets/labeled-images';`],
  [COMMAND_LINE, 'fer-core/src/train/trainer.ts', `import '../cli/main';`],
  [KERNEL, 'kernel-extras/src/main.ts', `import 'fer-core/views';`],
  [FRONT_END, 'jupyter-extension/src/index.ts', `import 'fer-core';`],
  [FRONT_END, 'jupyter-extension/src/panels/runs.ts', `import 'kernel-extras';`],
];

const allowed: [file: string, code: string][] = [
  ['fer-core/src/backend/native.ts', `import '@tensorflow/tfjs-node-gpu';`],
  [
    'fer-core/src/train/trainer.ts',
    `import '../backend/session';\nimport '../datasets/labeled-images';\nimport '../models/network';`,
  ],
  [
    'fer-core/src/views/index.ts',
    `import '../evaluate/metrics';\nimport '../expressions';\nimport './training-view';\nimport '../evaluate/geometry/mean-face';`,
  ],
  ['fer-core/src/cli/main.ts', `import './commands/train';\nconsole.log(process.stdout.columns);`],
  ['fer-core/src/datasets/fer2013.ts', `import 'node:fs';\nimport '../expressions';`],
  [
    'jupyter-extension/src/index.ts',
    `import 'fer-core/views';\nimport '@jupyterlab/application';\nimport './panels/runs';`,
  ],
  ['kernel-extras/src/main.ts', `import 'zeromq';\nimport './io/sender';`],
];

describe('the borders of ARCHITECTURE.md', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint({ cwd: root });
  });

  const messagesFor = async (file: string, code: string): Promise<string[]> => {
    const [result] = await eslint.lintText(code, { filePath: `packages/${file}` });
    return (result?.messages ?? []).map(({ message }) => message);
  };

  it.each(crossings)('%s: %s refuses %j', async (message, file, code) => {
    expect(await messagesFor(file, code)).toContainEqual(expect.stringContaining(message));
  });

  it.each(allowed)('%s may %j', async (file, code) => {
    expect(await messagesFor(file, code)).toEqual([]);
  });

  it('has a crossing above for each border', () => {
    for (const { because } of BORDERS) {
      expect(
        crossings.some(([message]) => because.includes(message)),
        because,
      ).toBe(true);
    }
  });

  it.each(['console.log(1);', `process.stdout.write('1');`, `process.stderr.write('1');`])(
    'lets only the command line print: %s',
    async (code) => {
      expect(await messagesFor('fer-core/src/train/trainer.ts', code)).toHaveLength(1);
      expect(await messagesFor('fer-core/src/cli/main.ts', code)).toEqual([]);
    },
  );
});
