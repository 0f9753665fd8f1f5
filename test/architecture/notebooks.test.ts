import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../notebooks/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

interface Notebook {
  metadata: { kernelspec?: { name?: string } };
  cells: { cell_type: string; source: string[]; outputs?: unknown[]; execution_count?: number | null }[];
}

describe.each(names)('%s', (name) => {
  const { metadata, cells } = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Notebook;
  const code = cells.filter(({ cell_type }) => cell_type === 'code');

  it('runs on our kernel', () => {
    expect(metadata.kernelspec?.name).toBe('fer-typescript');
  });

  it('is kept without outputs', () => {
    expect(code.filter(({ outputs, execution_count }) => outputs?.length !== 0 || execution_count !== null)).toEqual([]);
  });

  it('holds no logic: neither loops, conditions nor functions', () => {
    const logic = /\b(for|while|if|switch|function|class)\b|=>/;
    expect(code.filter(({ source }) => logic.test(source.join('')))).toEqual([]);
  });
});
