import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { compareCommand } from '../../../packages/fer-core/src/cli/commands/compare';
import type { Comparison } from '../../../packages/fer-core/src/compare/compare-results';
import { csvText } from '../../../packages/fer-core/src/evaluate/csv-text';
import { result } from '../compare/results';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'compare-'));
  await write('a', [1, 0, 1], { seed: 1 });
  await write('b', [0, 0, 1], { seed: 2 });
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function write(name: string, predicted: number[], config: Record<string, unknown>): Promise<void> {
  const { report, predictions } = result(name, [0, 0, 1], predicted);
  const rows = predictions.ids.map((id, i) => [id, report.labels[predictions.truth[i]!]!, report.labels[predicted[i]!]!, predictions.confidence[i]!]);
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'report.json'), JSON.stringify(report));
  await writeFile(path.join(folder, name, 'predictions.csv'), csvText([['id', 'truth', 'predicted', 'confidence'], ...rows]));
  await writeFile(path.join(folder, name, 'config.json'), JSON.stringify({ config }));
}

async function compare(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await compareCommand().exitOverride().configureOutput({ writeErr: () => undefined }).parseAsync(words, { from: 'user' });
  return lines.join('\n');
}
const at = (...names: string[]): string[] => names.map((name) => path.join(folder, name));

describe('fer compare', () => {
  it('prints the comparison for people, or as JSON alone', async () => {
    expect(await compare(...at('a', 'b'))).toContain('b against a on faces test, n = 3: +33.33 points');
    const { pairs, seeds } = JSON.parse(await compare(...at('a', 'b'), '--json')) as Comparison;
    expect(pairs[0]!.test).toMatchObject({ onlyFirst: 0, onlySecond: 1 });
    expect(seeds[0]!.runs).toEqual(['a', 'b']);
  });

  it('keeps it in the folder that --out names', async () => {
    const out = path.join(folder, 'out');
    const printed = await compare(...at('a', 'b'), '--out', out, '--json');
    expect(JSON.parse(await readFile(path.join(out, 'comparison.json'), 'utf8'))).toEqual(JSON.parse(printed));
    const changed = parse(await readFile(path.join(out, 'changed.csv'), 'utf8'), { columns: true }) as Record<string, string>[];
    expect(changed).toMatchObject([{ first: 'a', second: 'b', change: 'fixed', id: 'face 0', truth: 'happy' }]);
    expect(await readFile(path.join(out, 'comparison.txt'), 'utf8')).toContain('McNemar');
  });

  it('refuses one run, a folder without a report, and predictions that are not those of the report', async () => {
    await expect(compare(...at('a'))).rejects.toThrow('compare: expected at least two runs, got 1');
    await expect(compare(...at('a', 'nothing'))).rejects.toThrow(/readResult: expected report.json in .*nothing .* got ENOENT/);
    await write('torn', [0, 0, 1], {});
    await writeFile(path.join(folder, 'torn', 'predictions.csv'), 'id,truth,predicted,confidence\nface 0,happy,happy,0.5\n');
    await expect(compare(...at('a', 'torn'))).rejects.toThrow(/to hold the report's 3 images, 3 of them right, got 1 and 1/);
    await writeFile(path.join(folder, 'torn', 'predictions.csv'), 'id,truth,predicted,confidence\nface 0,glad,happy,0.5\n');
    await expect(compare(...at('a', 'torn'))).rejects.toThrow(/row 1: expected truth to be one of happy, sad, got glad/);
  });
});
