import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvRow, HEADER, writeImage, writeLines } from '../datasets/fer2013-fixture';
import { temporaryFolder } from '../datasets/temporary-folder';
import { fer, NOT_BUILT } from './fer';

if (NOT_BUILT) console.warn(`Skipped: ${NOT_BUILT}`);

describe.skipIf(NOT_BUILT)('fer prepare fer2013', () => {
  it('prints what it found, and bad rows one by one', async () => {
    const folder = temporaryFolder();
    writeLines(folder, [HEADER, csvRow(3, 1), csvRow(9, 2)]);
    const { code, stdout, stderr } = await fer(['prepare', 'fer2013', 'fer2013.csv', '--out', 'out'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fer2013: 1 gray images of 48×48 pixels from fer2013\.csv\n/);
    expect(stdout).toContain('Rejected: 1 row, listed in the manifest');
    expect(stdout).toMatch(/\nWritten to out\n$/);
    expect(stderr).toContain('rejected line 3: emotion: expected an integer from 0 to 6, got "9"\n');
    expect(existsSync(join(folder, 'out', 'train.images.bin'))).toBe(true);
  });

  it('prints only the manifest with --json, and counts images once in the progress', async () => {
    const folder = temporaryFolder();
    await writeImage(join(folder, 'some', 'happy', '1.png'), 1);
    const { code, stdout, stderr } = await fer(
      ['prepare', 'fer2013', 'some', '--split', 'test', '--out', 'out', '--json'],
      folder,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(join(folder, 'out', 'manifest.json'), 'utf8')));
    expect(JSON.parse(stdout).splits.test.count).toBe(1);
    expect(stderr).toMatch(/^reading some 100 % · 1 of 1 images · [\d.]+ s\n$/);
  });

  it('obeys --max-rejected', async () => {
    const folder = temporaryFolder();
    writeLines(folder, [HEADER, csvRow(3, 1), csvRow(9, 2)]);
    const strict = await fer(['prepare', 'fer2013', 'fer2013.csv', '--out', 'out', '--max-rejected', '0'], folder);
    expect(strict.code).toBe(2);
    expect(strict.stderr).toContain('got 1 bad rows beside 1 good ones');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it.each<[string, string[], string]>([
    [
      'a source that is not there',
      ['nothing.csv', '--out', 'out'],
      'prepare: expected a csv file or a folder, got nothing.csv, which is not there',
    ],
    ['no output', ['fer2013.csv'], "error: required option '--out <dir>' not specified"],
    ['an unknown split', ['x', '--out', 'out', '--split', 'dev'], 'Allowed choices are train, validation, test'],
    [
      'a limit that is no number',
      ['x', '--out', 'out', '--max-rejected', 'few'],
      'prepare: --max-rejected: expected a whole number, got few',
    ],
  ])('ends with one line and code 2 for %s', async (_, args, message) => {
    const { code, stdout, stderr } = await fer(['prepare', 'fer2013', ...args], temporaryFolder());
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(message)]);
  });

  it('stops at SIGINT with code 130 and leaves nothing', async () => {
    const folder = temporaryFolder();
    const bad = Array.from({ length: 300 }, (_, i) => csvRow(i === 0 ? 9 : 1, i));
    writeLines(folder, [HEADER, ...bad]);
    let told = false;
    // The first bad row is told while reading goes on.
    const { code, stderr } = await fer(
      ['prepare', 'fer2013', 'fer2013.csv', '--out', 'out'],
      folder,
      (text, child) => {
        if (text.includes('rejected line 2') && !told) told = child.kill('SIGINT');
      },
    );
    expect(code).toBe(130);
    expect(stderr).toContain('prepare: interrupted; nothing was written\n');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});
