import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DataAudit } from '../../../packages/fer-core/src/audit/audit-data';
import type { AuditedModel } from '../../../packages/fer-core/src/audit/audit-model';
import { auditCommand } from '../../../packages/fer-core/src/cli/commands/audit';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { saveModel } from '../../../packages/fer-core/src/models/saved-model';
import { pattern } from '../audit/faces';

let folder: string;
let csv: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'audit-'));
  csv = path.join(folder, 'few.csv');
  const rows = [
    ['3', pattern(1), 'Training'],
    ['4', pattern(2), 'Training'],
    ['5', pattern(1, { noise: 24 }), 'PublicTest'],
    ['3', pattern(6), 'PublicTest'], // the fifth pattern looks like a face to the detector
  ] as const;
  await writeFile(csv, ['emotion,pixels,Usage', ...rows.map(([label, pixels, usage]) => `${label},${pixels.join(' ')},${usage}`), ''].join('\n'));
  model = path.join(folder, 'model');
  const built = miniXception({ height: 24, width: 24 });
  await saveModel(model, { network: built.name, networkOptions: built.options, inputRange: 'symmetric', labels: [...EXPRESSIONS], training: {}, built, weights: initialWeights(built, 1) });
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function audit(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await auditCommand().exitOverride().configureOutput({ writeErr: () => undefined }).parseAsync(words, { from: 'user' });
  return lines.join('\n');
}

describe('fer audit', () => {
  it('finds twins in a csv and prints them for people or as JSON', async () => {
    expect(await audit(csv)).toContain('  validation: 1 of 2 exact or near, 0 exact; 1 have a twin with another label');
    const { twinInTraining, pairs, nonFaces } = JSON.parse(await audit(csv, '--json')) as DataAudit;
    expect(twinInTraining.validation).toEqual({ exact: 0, exactOrNear: 1, otherLabel: 1, n: 2 });
    expect([pairs[0]!.first.label, pairs[0]!.second.label]).toEqual(['happy', 'surprise']);
    expect(nonFaces.faceless).toBeNull();
    expect((JSON.parse(await audit(csv, '--correlation', '1', '--json')) as DataAudit).pairs).toEqual([]);
  });

  it('measures a model with and without twins', async () => {
    const { models } = JSON.parse(await audit(csv, '--model', model, '--json')) as { models: AuditedModel[] };
    expect(models).toHaveLength(1);
    expect(models[0]!.accuracy.withTwin.n).toBe(1);
    expect(models[0]!.accuracy.withoutTwin.n).toBe(1);
    expect(models[0]!.protocol).toMatchObject({ split: 'validation', n: 2 });
    expect(models[0]!.notices).toContainEqual({ level: 'note', text: 'the weights do not say which split chose them: it may be this one' });
  });

  it('looks for faces when asked to: patterns are none', async () => {
    const { nonFaces } = JSON.parse(await audit(csv, '--detect', '--json')) as DataAudit;
    expect(nonFaces.faceless).toHaveLength(4);
  });

  it('keeps the audit in the folder that --out names', async () => {
    const out = path.join(folder, 'out');
    const text = await audit(csv, '--out', out);
    const kept = await readFile(path.join(out, 'audit.txt'), 'utf8');
    expect(text).toBe(`${kept}Which images they are: ${path.join(out, 'twins.csv')}, twins.png, non-faces.csv and non-faces.png there`);
    expect(await audit(csv)).toBe(`${kept}Which images they are, with picture sheets: --out <folder>`);
  });

  it.each([
    ['data that is not there', () => ['nowhere'], /data: expected a csv, a folder or the name of a data set in data.prepared, got nowhere/],
    ['a correlation out of range', () => [csv, '--correlation', 'much'], /--correlation: expected a number from 0.9 to 1, got NaN/],
    ['the same data twice', () => [csv, csv], /expected each split once, got train twice/],
    ['a model that is not there', () => [csv, '--model', 'nowhere'], /loadModel: expected a Keras file/],
  ])('refuses %s with one line', async (_, words, message) => {
    await expect(audit(...words())).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(message) });
  });
});
