import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendMemory } from '../../../packages/fer-core/src/backend';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { landmarkModelFolder } from '../../../packages/fer-core/src/landmarks/find-landmarks';
import { recognize } from '../../../packages/fer-core/src/recognize';
import { Recognizer, type RecognizeFacesOptions } from '../../../packages/fer-core/src/recognize/recognizer';
import { facesOnCanvas } from '../detect/faces-on-canvas';
import { untrainedModels, type UntrainedModels } from './untrained';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-recognizer-'));
const photo = facesOnCanvas([{ seed: 3, size: 240, left: 60, top: 60 }, { seed: 8, size: 200, left: 480, top: 300 }]);
let models: UntrainedModels;
let recognizer: Recognizer;

beforeAll(async () => {
  models = await untrainedModels(folder);
  recognizer = await Recognizer.create(models);
});
afterAll(() => {
  recognizer.dispose();
  rmSync(folder, { recursive: true });
});

describe('Recognizer', () => {
  it('tells of each face all steps', async () => {
    const faces = await recognizer.recognize(photo);
    expect(faces).toHaveLength(2);
    for (const face of faces) {
      expect(face.score).toBeGreaterThan(0.5);
      expect(face.landmarks).toHaveLength(68);
      expect(face.landmarkConfidence).toBeGreaterThan(0);
      expect([face.aligned.size, face.aligned.channels, face.aligned.pixels.length]).toEqual([144, 3, 144 * 144 * 3]);
      expect([face.input.size, face.input.channels, face.input.pixels.length]).toEqual([48, 1, 48 * 48]);
      expect(face.superResolved).toBeNull();
      expect(Object.keys(face.probabilities)).toEqual([...EXPRESSIONS]);
      expect(Object.values(face.probabilities).reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
      expect(face.probabilities[face.label]).toBe(Math.max(...Object.values(face.probabilities)));
    }
  });

  it('reads expressions of given points as it does of those it finds', async () => {
    const faces = await recognizer.recognize(photo);
    const again = await recognizer.expressions(photo, faces.map(({ landmarks }) => landmarks));
    expect(again).toEqual(faces.map(({ probabilities, label }) => ({ probabilities, label })));
  });

  it.each<[string, RecognizeFacesOptions]>([
    ['maxFaces', { maxFaces: 1 }],
    ['minScore', { minScore: 0.9999 }],
    ['alignment', { alignment: 'none' }],
    ['superResolution', { superResolution: 'bicubic' }],
  ])('changes its result with %s', async (_, options) => {
    const probabilities = async (how?: RecognizeFacesOptions): Promise<unknown> => (await recognizer.recognize(photo, how)).map((face) => face.probabilities);
    expect(await probabilities(options)).not.toEqual(await probabilities());
  });

  it('shows the super-resolved face, and calls the network that it is given', async () => {
    const [face] = await recognizer.recognize(photo, { superResolution: 'bicubic' });
    expect([face!.superResolved!.size, face!.superResolved!.channels, face!.superResolved!.pixels.length]).toEqual([128, 3, 128 * 128 * 3]);
    const white = await Recognizer.create({ ...models, superResolver: () => ({ width: 128, height: 128, pixels: new Uint8Array(128 * 128 * 3).fill(255) }) });
    try {
      const [seen] = await white.recognize(photo, { superResolution: 'fsrnet' });
      expect(new Set(seen!.input.pixels)).toEqual(new Set([255]));
    } finally {
      white.dispose();
    }
  });

  it('feeds a network for larger pictures what that expects', async () => {
    const { faces } = await recognize(photo, { model: models.largerModel, landmarkModel: models.landmarkModel });
    expect(faces[0]!.input.size).toBe(64);
  });

  it('finds nobody where nobody is', async () => {
    expect(await recognizer.recognize({ width: 90, height: 70, pixels: new Uint8Array(90 * 70 * 3).fill(128) })).toEqual([]);
  });

  it('refuses what it cannot do', async () => {
    await expect(recognizer.recognize(photo, { alignment: 'best' as 'none' })).rejects.toThrow('expected alignment to be one of');
    await expect(recognizer.recognize(photo, { superResolution: 'double' as 'none' })).rejects.toThrow('expected superResolution to be one of none, bicubic, fsrnet, got double');
    await expect(Recognizer.create({ ...models, model: models.landmarkModel })).rejects.toThrow('expected a model for expressions, got landmarks');
    await expect(Recognizer.create({ ...models, model: path.join(folder, 'nowhere') })).rejects.toThrow('found none at');
    await expect(Recognizer.create({ ...models, landmarkModel: path.join(folder, 'nowhere') })).rejects.toThrow(InputError);
  });

  it('leaves nothing behind', async () => {
    await recognizer.recognize(photo);
    const before = backendMemory().tensors;
    await recognizer.recognize(photo, { superResolution: 'bicubic' });
    const another = await Recognizer.create(models);
    another.dispose();
    expect(backendMemory().tensors).toBe(before);
  });
});

const data = process.env.FER_DATA ?? '';
const missing = !data ? 'FER_DATA is not set' : !existsSync(path.join(landmarkModelFolder(), 'model.json')) ? 'models/landmarks is not there' : '';
if (missing) console.warn(`recognition in the group photo: skipped, ${missing}`);

describe.skipIf(missing)('recognize on the group photo', () => {
  it('finds the six persons, and the smiles of those who smile', async () => {
    const { faces } = await recognize(path.join(data, 'group-photo.jpg'));
    expect(faces).toHaveLength(6);
    const happy = faces.filter(({ label }) => label === 'happy').map(({ box: [left] }) => left);
    expect(happy.length).toBeGreaterThanOrEqual(3);
  });
});
