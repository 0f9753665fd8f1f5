import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const core = fileURLToPath(new URL('../../packages/fer-core/src', import.meta.url));

/** Every file that `entry` leads to, and every package that these import. */
function reach(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const { fileName: specifier } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      if (!specifier.startsWith('.')) {
        packages.add(specifier);
        continue;
      }
      const base = join(dirname(file), specifier);
      const found = [`${base}.ts`, join(base, 'index.ts')].find(existsSync);
      if (!found) throw new Error(`${file} imports ${specifier}, which leads nowhere`);
      waiting.push(found);
    }
  }
  return { files, packages };
}

describe('fer-core/views', () => {
  const { files, packages } = reach(join(core, 'views', 'index.ts'));
  const folders = [...files].map((file) => relative(core, file));

  it('reaches nothing but views, evaluate, the expressions and the error class', () => {
    const others = folders.filter((file) => !/^(views|evaluate)\/|^(expressions|input-error)\.ts$/.test(file));
    expect(folders.length).toBeGreaterThan(5);
    expect(others).toEqual([]);
  });

  it('needs no package and no Node module, so that a browser can load it', () => {
    expect([...packages]).toEqual([]);
  });
});
