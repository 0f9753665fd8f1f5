import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { evaluateModel } from '../../../packages/fer-core/src/classify/evaluate-model';
import { explainCommand } from '../../../packages/fer-core/src/cli/commands/explain';
import { loadLabeledImages } from '../../../packages/fer-core/src/datasets/load-labeled-images';
import { loadModel, saveModel } from '../../../packages/fer-core/src/models/saved-model';
import { waves } from '../classify/images';
import { untrainedModel } from '../explain/untrained-model';

const COUNT = 21;
/** Five runs on a busy machine. */
const TIMEOUT = 240_000;
let folder: string;
let csv: string;
let model: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'explain-'));
  const pixels = waves(COUNT, 48);
  // The last image is the first once more.
  const image = (index: number): Uint8Array =>
    pixels.subarray((index % (COUNT - 1)) * 2304, ((index % (COUNT - 1)) + 1) * 2304);
  const rows = Array.from({ length: COUNT }, (_, index) => `${index % 7},${image(index).join(' ')},PublicTest`);
  csv = path.join(folder, 'few.csv');
  await writeFile(csv, ['emotion,pixels,Usage', ...rows, ''].join('\n'));
  model = path.join(folder, 'model');
  await saveModel(model, untrainedModel());
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** What the command prints to standard output. */
async function explain(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await explainCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(words, { from: 'user' });
  return lines.join('\n');
}

const on = (...more: string[]): string[] => [model, '--data', csv, '--split', 'validation', ...more];
const at = (name: string): string => path.join(folder, name);
const points = async (name: string): Promise<string[][]> =>
  (await readFile(path.join(at(name), 'embeddings.csv'), 'utf8'))
    .trim()
    .split('\n')
    .map((row) => row.split(','));

describe('fer explain', () => {
  it('writes sheets of maps, the points, their picture and what it did', async () => {
    const text = await explain(...on('--out', at('out')));
    expect(text).toMatch(
      /^few, validation split, n = 21, \d+\.\d % labelled right\nmaps of \d+ images, 2×2 places each\npoints by pca; two components hold \d+\.\d % of the variance\n/,
    );
    const rows = await points('out');
    expect(rows[0]).toEqual(['id', 'truth', 'predicted', 'confidence', 'x', 'y', 'group']);
    expect(rows).toHaveLength(COUNT + 1);
    const data = await loadLabeledImages(csv, 'validation');
    const { judgement } = await evaluateModel(await loadModel(model), data);
    rows.slice(1).forEach(([id, truth, predicted, confidence], image) => {
      expect([id, truth, predicted]).toEqual([
        data.ids[image],
        data.classes[data.labels[image]!],
        data.classes[judgement.predicted[image]!],
      ]);
      expect(Number(confidence)).toBeCloseTo(judgement.confidence[image]!, 3);
    });
    expect(rows[1]![6]).toBe(rows[COUNT]![6]);
    expect(rows[1]![6]).not.toBe('');

    const summary = JSON.parse(await readFile(path.join(at('out'), 'explanation.json'), 'utf8'));
    expect(summary).toMatchObject({
      data: { dataset: 'few', split: 'validation', n: COUNT },
      tta: 'none',
      maps: { method: 'CAM', block: { height: 2, width: 2 } },
      projection: { method: 'pca' },
    });
    expect((await readdir(at('out'))).sort()).toEqual([...summary.files, 'explanation.json'].sort());
    const mistakes = summary.examples.find((each: { mistakes: string[] }) => each.mistakes.length > 0);
    const sheet = sharp(path.join(at('out'), `${mistakes.label}-mistakes.png`));
    // In colour: the map lies over the face.
    const { channels } = await sheet.stats();
    expect(channels[0]!.mean).not.toBeCloseTo(channels[2]!.mean, 1);
    expect((await sharp(path.join(at('out'), 'embeddings.png')).metadata()).width).toBeGreaterThan(1000);
  });

  it('prints only JSON with --json, the same that it keeps', async () => {
    const printed = await explain(...on('--out', at('json'), '--json'));
    expect(JSON.parse(printed)).toEqual(
      JSON.parse(await readFile(path.join(at('json'), 'explanation.json'), 'utf8')),
    );
  });

  it(
    'changes with every option',
    async () => {
      const run = async (
        name: string,
        ...more: string[]
      ): Promise<{ maps: { images: number }; projection: object }> =>
        JSON.parse(await explain(...on('--out', at(name), '--json', ...more)));
      const plain = await run('plain');
      expect((await run('one', '--images', '1')).maps.images).toBeLessThan(plain.maps.images);
      expect((await run('umap', '--method', 'umap')).projection).toEqual({ method: 'umap', seed: 0 });
      await run('seed', '--method', 'umap', '--seed', '1');
      await run('flip', '--tta', 'flip');
      const [first, umap, seed, flip] = await Promise.all(['plain', 'umap', 'seed', 'flip'].map(points));
      expect(umap).not.toEqual(first);
      expect(seed).not.toEqual(umap);
      expect(flip).not.toEqual(first);
    },
    TIMEOUT,
  );

  it.each([
    [
      'a model that is not there',
      () => ['nowhere', ...on('--out', at('x')).slice(1)],
      /loadModel: expected a Keras file, or a model or run folder/,
    ],
    [
      'data that is not there',
      () => [model, '--data', 'nowhere', '--split', 'test', '--out', at('x')],
      /data: expected a csv, a folder or the name of a data set/,
    ],
    [
      'no images',
      () => on('--out', at('x'), '--images', '0'),
      /explain: --images: expected a positive whole number, got 0/,
    ],
    [
      'a seed that is no number',
      () => on('--out', at('x'), '--seed', 'two'),
      /explain: --seed: expected a whole number, got NaN/,
    ],
  ])('refuses %s with one line', async (_, words, message) => {
    await expect(explain(...words())).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['no folder to write to', () => on(), /required option '--out/],
    ['an unknown method', () => on('--out', at('x'), '--method', 'tsne'), /Allowed choices are pca, umap/],
    ['unknown views', () => on('--out', at('x'), '--tta', 'ten-crop'), /Allowed choices are none, flip/],
  ])('refuses %s', async (_, words, message) => {
    await expect(explain(...words())).rejects.toThrow(message);
  });
});
