import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workbenchFolder } from '../../packages/fer-core/src/workbench-folder';

describe('workbenchFolder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'workbench-folder-'));
    mkdirSync(join(root, 'notebooks', 'deeper'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('finds the root from a notebook folder, past packages of other names and damaged ones', () => {
    writeFileSync(join(root, 'package.json'), '{"name": "fer-workbench"}');
    writeFileSync(join(root, 'notebooks', 'package.json'), '{"name": "other"}');
    writeFileSync(join(root, 'notebooks', 'deeper', 'package.json'), 'no JSON');
    expect(workbenchFolder(join(root, 'notebooks', 'deeper'))).toBe(root);
    expect(workbenchFolder(root)).toBe(root);
  });

  it('is the folder itself outside a workbench', () => {
    expect(workbenchFolder(join(root, 'notebooks'))).toBe(join(root, 'notebooks'));
  });
});
