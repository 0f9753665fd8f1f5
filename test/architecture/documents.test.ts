import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'scripts/requirements/README.md',
];

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('links and shows only what is there', () => {
    const targets = matches(text, /\]\(([^)#:]+)\)/g);
    expect(targets.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const named = matches(text, /npm run ([a-z:-]+)/g);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only commands of fer that exist', () => {
    const commands = readdirSync(join(root, 'packages/fer-core/src/cli/commands')).map((name) =>
      name.replace('.ts', ''),
    );
    expect(commands).toEqual(expect.arrayContaining(matches(text, /^npx fer ([a-z-]+)/gm)));
  });

  it('names only notebooks and configurations that exist', () => {
    const named = matches(text, /((?:notebooks|configs)\/[\w-]+\.\w+)/g);
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('maps folders that exist', () => {
    const folders = matches(read('ARCHITECTURE.md'), /^\| `([\w./-]+)` \|/gm);
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  });
});
