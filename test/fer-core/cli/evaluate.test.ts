import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { evaluateCommand } from '../../../packages/fer-core/src/cli/commands/evaluate';
import type { EvaluationReport } from '../../../packages/fer-core/src/evaluate/report';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { saveModel } from '../../../packages/fer-core/src/models/saved-model';
import { fixture } from '../../fixtures/keras/golden';
import { waves } from '../classify/images';

let folder: string;
let csv: string;
const hashes: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evaluate-'));
  const pixels = waves(8, 48);
  const rows = Array.from({ length: 8 }, (_, image) => `${image % 7},${pixels.subarray(image * 2304, (image + 1) * 2304).join(' ')},PublicTest`);
  csv = path.join(folder, 'few.csv');
  await writeFile(csv, ['emotion,pixels,Usage', ...rows, ''].join('\n'));
  for (const seed of [1, 2]) {
    const built = miniXception({ height: 24, width: 24 });
    const model = {
      network: built.name,
      networkOptions: built.options,
      inputRange: 'symmetric' as const,
      labels: [...EXPRESSIONS],
      training: { selectedOn: 'validation', seed },
      built,
      weights: initialWeights(built, seed),
    };
    hashes.push(await saveModel(path.join(folder, `model-${seed}`), model));
  }
  await cp(path.join(folder, 'model-1'), path.join(folder, 'run', 'best'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** What the command prints to standard output. */
async function fer(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const command = evaluateCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.parseAsync(words, { from: 'user' });
  return lines.join('\n');
}

const on = (...models: string[]): string[] => [...models.map((name) => path.join(folder, name)), '--data', csv, '--split', 'validation'];

describe('fer evaluate', () => {
  it('prints a report that a person reads, with everything that decided it', async () => {
    const text = await fer(...on('model-1'), '--tta', 'flip');
    expect(text).toMatch(/^few, validation split, n = 8, weights chosen on validation\n/);
    expect(text).toContain('averaging flip · resized 48×48 to 24×24, bilinear');
    expect(text).toContain(`weights ${hashes[0]!.slice(0, 12)}`);
  });

  it('prints only JSON with --json, and takes a run folder for its best epoch', async () => {
    const model = JSON.parse(await fer(...on('model-1'), '--json')) as EvaluationReport;
    const run = JSON.parse(await fer(...on('run'), '--json')) as EvaluationReport;
    expect(model.protocol).toMatchObject({ dataset: 'few', n: 8, tta: 'none', weightsSha256: hashes[0], seed: 1 });
    expect(model.protocol.generatedBy).toMatch(/^fer evaluate .*model-1 --data .*few\.csv --split validation --tta none$/);
    expect({ ...run, protocol: null }).toEqual({ ...model, protocol: null });
  });

  it('averages several models', async () => {
    const { protocol } = JSON.parse(await fer(...on('model-1', 'model-2'), '--json')) as EvaluationReport;
    expect(protocol.weightsSha256).toBe(hashes.join(' + '));
  });

  it('keeps the evaluation in the folder that --out names, and nothing without it', async () => {
    const out = path.join(folder, 'out');
    await fer(...on('model-1'));
    expect(existsSync(out)).toBe(false);
    const printed = JSON.parse(await fer(...on('model-1'), '--json', '--out', out)) as EvaluationReport;
    expect(JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8'))).toEqual(printed);
    const csvLines = (await readFile(path.join(out, 'predictions.csv'), 'utf8')).trim().split('\n');
    expect(csvLines).toHaveLength(9);
    expect(await readFile(path.join(out, 'report.txt'), 'utf8')).toContain('n = 8');
  });

  it.each([
    ['a model that is not there', () => on('nothing'), /loadModel: expected a Keras file, or a model or run folder .* found none in/],
    ['a Keras file of another network', () => [fixture('tiny-keras2.hdf5'), ...on()], /expected mini_XCEPTION with/],
    ['data that is no HDF5 as a model', () => on('few.csv'), /expected an HDF5 file, found other content/],
    ['a split without images', () => [...on('model-1'), '--split', 'test'], /test/],
  ])('refuses %s with one line', async (_, words, message) => {
    await expect(fer(...words())).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(message) });
  });

  it.each([
    ['no model', () => on(), /missing required argument/],
    ['no split', () => on('model-1').slice(0, -2), /required option '--split/],
    ['unknown views', () => [...on('model-1'), '--tta', 'many'], /Allowed choices are none, flip, ten-crop/],
  ])('refuses %s', async (_, words, message) => {
    await expect(fer(...words())).rejects.toThrow(message);
  });
});
