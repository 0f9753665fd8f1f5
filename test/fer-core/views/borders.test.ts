import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const source = join(__dirname, '../../../packages/fer-core/src');

function reachedFrom(file: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gms)].map((match) => match[1]);
  seen.set(file, imports);
  for (const path of imports.filter((name) => name.startsWith('.')))
    reachedFrom(`${join(dirname(file), path)}.ts`, seen);
  return seen;
}

it('views reach neither Node, nor tfjs, nor any other package', () => {
  const reached = reachedFrom(join(source, 'views/index.ts'));
  expect(reached.size).toBeGreaterThan(10);
  for (const [file, imports] of reached) {
    expect(relative(source, file)).toMatch(/^(views|evaluate)\/|^expressions\.ts$|^input-error\.ts$/);
    expect(
      imports.filter((name) => !name.startsWith('.')),
      relative(source, file),
    ).toEqual([]);
  }
});
