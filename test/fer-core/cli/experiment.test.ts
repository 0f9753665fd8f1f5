import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { experimentCommand } from '../../../packages/fer-core/src/cli/commands/experiment';
import type { ReproductionCard } from '../../../packages/fer-core/src/experiment/reproduction-card';

const folder = mkdtempSync(path.join(tmpdir(), 'fer-experiment-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function fer(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const command = experimentCommand().exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(['paper', ...words, '--out', path.join(folder, 'out')], { from: 'user' });
  return lines.join('\n');
}

describe('fer experiment paper', () => {
  it('runs the rows that are asked for, and prints them for people or as JSON', async () => {
    const text = await fer('--only', 'network-size', 'detection');
    expect(text).toMatch(/^Reproduction card, full: 1 supported, 1 not run\n/);
    expect(text).toMatch(/detection +not run: needs --photos/);
    const card = JSON.parse(await fer('--only', 'network-size', 'detection', '--json', '--resume')) as ReproductionCard;
    expect(card.rows.map(({ id }) => id)).toEqual(['network-size', 'detection']);
    expect(JSON.parse(readFileSync(path.join(folder, 'out', 'card.json'), 'utf8'))).toEqual(card);
  });

  it.each([
    ['data that are not there', ['--data', 'nowhere'], /data: expected a csv, a folder or the name of a data set in data.prepared, got nowhere/],
    ['photos without points', ['--photos', folder], /expected pictures with \.pts files beside them, found none in /],
    ['a number of images that is none', ['--super-resolved', '0'], /--super-resolved: expected a whole number of at least 1, got 0/],
    ['a row that is not known', ['--only', 'all'], /--only: expected some of accuracy-validation, .*, got all/],
    ['a photo that is not there', ['--figure3', 'nowhere.jpg'], /--figure3: expected a photo, found none at nowhere.jpg/],
  ])('refuses %s with one line', async (_, words, message) => {
    await expect(fer(...words)).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(message) });
  });
});
