import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../packages/fer-core/src/models/saved-model';
import { csvRow, HEADER, writeLines } from '../datasets/fer2013-fixture';
import { temporaryFolder } from '../datasets/temporary-folder';
import { fer, NOT_BUILT } from './fer';

if (NOT_BUILT) console.warn(`Skipped: ${NOT_BUILT}`);

const CONFIG = `{
  // Two epochs of two steps.
  "data": "small",
  "epochs": 2,
  "batchSize": 7
}`;

/** A folder with a csv of 14 training and 7 validation images and a configuration, nothing prepared. */
function workplace(config = CONFIG): string {
  const folder = temporaryFolder();
  const rows = Array.from({ length: 21 }, (_, i) => csvRow(i % 7, i, i < 14 ? 'Training' : 'PublicTest'));
  writeLines(folder, [HEADER, ...rows], 'small.csv');
  writeFileSync(join(folder, 'config.json'), config);
  return folder;
}

const state = (folder: string, run: string) =>
  JSON.parse(readFileSync(join(folder, run, 'status.json'), 'utf8')).state;

describe.skipIf(NOT_BUILT)('fer prepare, train, evaluate', () => {
  it('go from a csv to a report', async () => {
    const folder = workplace();
    const prepared = await fer(['prepare', 'fer2013', 'small.csv', '--out', 'data/prepared/small'], folder);
    expect(prepared.code).toBe(0);

    const trained = await fer(['train', 'config.json', '--run', 'runs/first', '--json'], folder);
    expect(trained.stderr).toContain('14 training, 7 validation images\n');
    expect(trained.stderr).toMatch(/epoch 2: loss .*validation loss /);
    expect(trained.stderr).toContain('finished: runs/first\n');
    expect(trained.code).toBe(0);
    const report = JSON.parse(trained.stdout);
    expect(report.protocol).toMatchObject({ split: 'validation', n: 7, selectedOn: 'validation' });
    expect(readFileSync(join(folder, 'runs/first/metrics.csv'), 'utf8').trim().split('\n')).toHaveLength(3);
    expect(state(folder, 'runs/first')).toBe('finished');

    const evaluated = await fer(
      ['evaluate', 'runs/first', '--data', 'small', '--split', 'validation', '--json'],
      folder,
    );
    expect(evaluated.code).toBe(0);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ accuracy: report.accuracy, confusion: report.confusion });

    const again = await fer(['train', 'config.json', '--run', 'runs/first'], folder);
    expect(again.code).toBe(2);
    expect(again.stderr.trim().split('\n').at(-1)).toBe(
      'train: expected a new run folder, found a run in runs/first (go on with it: --resume)',
    );
  });

  it('obeys --set, stops at SIGINT with code 130, leaves a run folder that loads, and goes on with --resume', async () => {
    const folder = workplace();
    const args = ['train', 'config.json', '--set', 'data=small.csv', '--set', 'epochs=500', '--run', 'run'];
    let told = false;
    const stopped = await fer(args, folder, (text, child) => {
      if (text.includes('epoch 2: loss') && !told) told = child.kill('SIGINT');
    });
    expect(stopped.stderr).toContain('stopped (');
    expect(stopped.code).toBe(130);
    expect(state(folder, 'run')).toBe('stopped');
    expect((await loadModel(join(folder, 'run'))).network).toBe('mini_XCEPTION');
    expect(existsSync(join(folder, 'run', 'report.json'))).toBe(true);

    told = false;
    const resumed = await fer([...args, '--resume'], folder, (text, child) => {
      if (/epoch \d+: loss/.test(text) && !told) told = child.kill('SIGINT');
    });
    expect(resumed.code).toBe(130);
    const epochs = readFileSync(join(folder, 'run/metrics.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => Number(row.split(',')[0]));
    expect(epochs.length).toBeGreaterThan(2);
    expect(epochs).toEqual(epochs.map((_, i) => i));
  });
});

describe.skipIf(NOT_BUILT)('fer train with wrong input', () => {
  it.each<[string, string, string[], RegExp]>([
    ['an unknown field', '{}', ['--set', 'epoch=3'], /config\.json with --set: .*epoch/],
    ['--resume without --run', '{}', ['--resume'], /^train: --resume expected --run <dir>/],
    ['a task that is not known', '{"task": "dreams"}', [], /config\.json: expected task to be one of expressions.*, got "dreams"$/],
    ['a syntax error', '{\n  "epochs": 2,\n  "seed" 3\n}', [], /config\.json: expected JSON, found \w+ in line 3$/],
    [
      'data that is not there',
      '{"data": "nowhere"}',
      [],
      /^data: expected a csv, a folder or the name of a data set .*, got nowhere$/,
    ],
  ])('ends with one line and code 2 for %s', async (_, config, args, message) => {
    const own = temporaryFolder();
    writeFileSync(join(own, 'config.json'), config);
    const { code, stdout, stderr } = await fer(['train', 'config.json', ...args], own);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(existsSync(join(own, 'runs'))).toBe(false);
  });

  it('ends with one line and code 2 for a configuration that is not there, and a model that is not', async () => {
    const folder = workplace();
    const train = await fer(['train', 'none.json'], folder);
    expect(train).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'train: expected a configuration file, found none at none.json\n',
    });
    const evaluate = await fer(['evaluate', 'none', '--data', 'small.csv', '--split', 'test'], folder);
    expect(evaluate).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^loadModel: expected [^\n]* none in none\n$/),
    });
  });
});
