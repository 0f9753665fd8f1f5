import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { isInstalled } from '../../scripts/setup/npm-packages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fer-npm-'));
mkdirSync(join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

const wanted = {
  '': {},
  'node_modules/sharp': { version: '1.0.0' },
  'node_modules/other-system': { version: '1.0.0', optional: true },
  'node_modules/fer-core': { link: true },
  'packages/fer-core': { version: '0.1.0' },
  'packages/fer-core/node_modules/pure-rand': { version: '7.0.0' },
};
const complete = {
  'node_modules/sharp': { version: '1.0.0' },
  'node_modules/fer-core': { link: true },
  'packages/fer-core/node_modules/pure-rand': { version: '7.0.0' },
};

function judge(installed: object | null): boolean {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  const note = join(folder, 'node_modules', '.package-lock.json');
  if (installed) writeFileSync(note, JSON.stringify({ packages: installed }));
  else rmSync(note, { force: true });
  return isInstalled(folder);
}

describe('isInstalled', () => {
  it('is content when every package is there in its locked version, whatever other systems need', () => {
    expect(judge(complete)).toBe(true);
  });

  it.each([
    ['npm has never finished', null],
    ['a package is missing', { ...complete, 'node_modules/sharp': undefined }],
    [
      "a package of one workspace's own is missing",
      { ...complete, 'packages/fer-core/node_modules/pure-rand': undefined },
    ],
    ['a version differs', { ...complete, 'node_modules/sharp': { version: '1.0.1' } }],
    [
      'a package is there that the lock file does not know',
      { ...complete, 'node_modules/extra': { version: '1.0.0' } },
    ],
  ])('is not when %s', (_why, installed) => {
    expect(judge(installed)).toBe(false);
  });
});
