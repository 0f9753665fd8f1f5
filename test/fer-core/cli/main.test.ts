import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder';
import { fer, NOT_BUILT } from './fer';

if (NOT_BUILT) console.warn(`Skipped: ${NOT_BUILT}`);

describe.skipIf(NOT_BUILT)('fer', () => {
  it.each<[string[], string[]]>([
    [
      [],
      ['prepare', 'train', 'evaluate', 'faces', 'Examples:', 'npx fer train configs/fer2013-mini-xception.json'],
    ],
    [['prepare'], ['fer2013 [options] <source>', 'Example:']],
    [
      ['prepare', 'fer2013'],
      ['--out <dir>', '--split <name>', '--max-rejected <n>', '--json', 'Examples:'],
    ],
    [['train'], ['--set <field=value>', '--run <dir>', '--resume', '--json', 'Examples:']],
    [['evaluate'], ['--data <source>', '--split <name>', '--json', 'Examples:']],
    [['faces'], ['--sheet <png>', '--seed <n>', 'Example:']],
    [['experiment', 'paper'], ['--quick', '--data <source>', '--resume', '--only <row...>', '--json', 'Examples:']],
  ])('explains %j --help on standard output and ends well', async (command, expected) => {
    const { code, stdout, stderr } = await fer([...command, '--help'], temporaryFolder());
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const text of expected) expect(stdout).toContain(text);
    expect(stdout).not.toContain('[]');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it.each([
    [['recognise'], "error: unknown command 'recognise'"],
    [['train', '--fast', 'x'], "error: unknown option '--fast'"],
    [['train'], "error: missing required argument 'config'"],
    [
      ['faces', '--sheet', 'x.png', '--seed', 'one'],
      'faces: --seed: expected a whole number below a million, got one',
    ],
  ])('ends with one line and code 2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await fer(args, temporaryFolder());
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(message)]);
  });

  it('tells its version', async () => {
    expect(await fer(['--version'], temporaryFolder())).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('draws the picture sheet', async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await fer(['faces', '--sheet', 'deep/sheet.png'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^deep\/sheet\.png: \d+ kB\n$/);
    expect(existsSync(join(folder, 'deep', 'sheet.png'))).toBe(true);
  });
});
