import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const built = fileURLToPath(new URL('../../packages/jupyter-extension/labextension/static', import.meta.url));

/** Texts that only a bundle with tfjs holds: names of its packages and of its backends' registry. */
const TFJS = /@tensorflow\/tfjs|tfjs-core|registerBackend|registerKernel\(/;

/** Texts that only Node's side of fer-core or the kernel holds. */
const NODE = /node:fs|node:path|zeromq|tslab/;

// `npm test` builds before it tests; by hand, `npm run build` does.
describe.skipIf(!existsSync(built))('the bundle of the front end', () => {
  const files = existsSync(built) ? readdirSync(built).filter((name) => name.endsWith('.js')) : [];
  const all = files.map((name) => readFileSync(join(built, name), 'utf8')).join('\n');

  it('holds our views', () => {
    expect(all).toContain('application/vnd.fer.training.v1+json');
  });

  it('holds no tfjs', () => {
    expect(TFJS.exec(all)?.[0]).toBeUndefined();
    expect(TFJS.test(`require("@tensorflow/tfjs-node-gpu")`)).toBe(true);
  });

  it('holds nothing of Node', () => {
    expect(NODE.exec(all)?.[0]).toBeUndefined();
  });
});
