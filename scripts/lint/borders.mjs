import { fileURLToPath } from 'node:url';

import { borderRule } from './border-rule.mjs';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

const inside = (target, ...folders) =>
  target.kind === 'ours' &&
  folders.some((folder) => target.path === folder || target.path.startsWith(`${folder}/`));
const isTfjs = (target) => target.kind === 'package' && target.name.startsWith('@tensorflow/');
const packageOf = (path) => path.split('/')[0];

/**
 * "Who may know whom" of ARCHITECTURE.md, one entry a statement.
 *
 * @type {import('./border-rule.mjs').Border[]}
 */
export const BORDERS = [
  {
    from: /^(?!fer-core\/src\/backend\/)/,
    forbids: isTfjs,
    because: 'Only fer-core/src/backend imports tfjs: take what you need from there.',
  },
  {
    from: /./,
    forbids: (target, from) =>
      target.kind === 'ours' && !target.byName && packageOf(target.path) !== packageOf(from),
    because: 'A package is imported by its name, never by a path into its folder.',
  },
  {
    from: /^fer-core\//,
    forbids: (target) =>
      inside(target, 'kernel-extras', 'jupyter-extension') ||
      (target.kind === 'package' && /^(@jupyterlab\/|@lumino\/|tslab$|zeromq$)/.test(target.name)),
    because: 'fer-core knows nothing of notebooks, kernels or the front end.',
  },
  {
    from: /^fer-core\/src\/(views\/|evaluate\/|expressions\.ts$)/,
    forbids: (target) => target.kind === 'node',
    because: 'views, evaluate and expressions run in a browser: no Node modules there.',
  },
  {
    from: /^fer-core\/src\/(views\/|evaluate\/|expressions\.ts$)/,
    forbids: (target) =>
      target.kind === 'ours' &&
      !inside(
        target,
        'fer-core/src/views',
        'fer-core/src/evaluate',
        'fer-core/src/expressions',
        'fer-core/src/input-error',
      ),
    because: 'views, evaluate and expressions import nothing else of ours.',
  },
  {
    from: /^fer-core\/src\/evaluate\//,
    forbids: (target) => inside(target, 'fer-core/src/views'),
    because: 'Data flows from evaluate to views, never back.',
  },
  {
    from: /^fer-core\/src\/datasets\//,
    forbids: (target) => inside(target, 'fer-core/src/models'),
    because: 'Data sets and models never import each other.',
  },
  {
    from: /^fer-core\/src\/models\//,
    forbids: (target) => inside(target, 'fer-core/src/datasets'),
    because: 'Data sets and models never import each other.',
  },
  {
    from: /^fer-core\/src\/(?!cli\/)/,
    forbids: (target) => inside(target, 'fer-core/src/cli'),
    because: 'Only the command line imports the command line.',
  },
  {
    from: /^kernel-extras\//,
    forbids: (target) => inside(target, 'fer-core', 'jupyter-extension'),
    because: 'kernel-extras knows nothing of fer-core or the front end.',
  },
  {
    from: /^jupyter-extension\//,
    forbids: (target) => inside(target, 'kernel-extras', 'fer-core') && !inside(target, 'fer-core/src/views'),
    because: 'jupyter-extension imports fer-core/views and nothing else of ours.',
  },
];

/** The part of an ESLint configuration that holds the borders. */
export const borders = [
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    plugins: { workbench: { rules: { borders: borderRule(packages, BORDERS) } } },
    rules: { 'workbench/borders': 'error' },
  },
  {
    files: ['packages/fer-core/src/**/*.ts'],
    ignores: ['packages/fer-core/src/cli/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'fer-core never prints: report through a callback, or print in cli/.',
        })),
      ],
    },
  },
];
