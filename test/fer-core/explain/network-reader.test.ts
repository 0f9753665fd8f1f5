import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { Classifier } from '../../../packages/fer-core/src/classify/classifier';
import { mirrored } from '../../../packages/fer-core/src/classify/test-time-averaging';
import { generateFaces } from '../../../packages/fer-core/src/datasets/generated-faces/generate-faces';
import {
  NetworkReader,
  type NetworkReaderOptions,
  type Readings,
} from '../../../packages/fer-core/src/explain/network-reader';
import { loadModel, type SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { brightnessModel, gray } from './brightness-model';

const MODELS = path.join(__dirname, '../../../models');
const faces = generateFaces({ split: 'test', count: 21, seed: 4 });

async function read(model: SavedModel, images: Uint8Array, options?: NetworkReaderOptions): Promise<Readings> {
  const reader = await NetworkReader.create(model, options);
  try {
    return await reader.read(images);
  } finally {
    reader.dispose();
  }
}

function farthest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one.length).toBe(other.length);
  return Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}

describe('NetworkReader', () => {
  it.each([
    ['dense', 'compiled'],
    ['convolution', 'compiled'],
    ['dense', 'eager'],
    ['convolution', 'eager'],
  ] as const)('reads what can be computed by hand, with a %s head, %s', async (end, mode) => {
    const { logits, probabilities, features, evidence } = await read(
      brightnessModel(end),
      gray(0, 0.2, 0.4, 0.6, 0.8, 1),
      { mode },
    );
    // For each place bright then dark, 4x + 1 and 3 − 4x.
    expect(farthest(evidence, [1, 3, 1.8, 2.2, 2.6, 1.4, 3.4, 0.6, 4.2, -0.2, 5, -1])).toBeLessThan(1e-5);
    expect(farthest(features, [0.5, 0.5])).toBeLessThan(1e-6);
    expect(farthest(logits, [3, 1])).toBeLessThan(1e-5);
    expect(farthest(probabilities, [1 / (1 + Math.exp(-2)), 1 / (1 + Math.exp(2))])).toBeLessThan(1e-6);
  });

  describe.each(['fer2013-xception', 'fer2013-mini-xception'])('of %s', (name) => {
    it('gives evidence whose mean is the logit of every class, and the probabilities that the classifier gives', async () => {
      const model = await loadModel(path.join(MODELS, name));
      const { logits, probabilities, evidence } = await read(model, faces.images);
      const places = evidence.length / logits.length;
      const means = Array.from(logits, (_, at) => {
        const [image, label] = [Math.floor(at / 7), at % 7];
        let sum = 0;
        for (let place = 0; place < places; place++) sum += evidence[(image * places + place) * 7 + label]!;
        return sum / places;
      });
      expect(places).toBe(name === 'fer2013-xception' ? 36 : 9);
      expect(farthest(means, logits)).toBeLessThan(1e-3 * Math.max(...logits.map(Math.abs)));
      // Not because all of it is nothing: places disagree.
      expect(Math.max(...evidence) - Math.min(...evidence)).toBeGreaterThan(1);
      const classifier = await Classifier.create(model);
      expect(farthest(probabilities, classifier.probabilities(faces.images))).toBeLessThan(1e-5);
      classifier.dispose();
    });

    it('reads an image the same in any company', async () => {
      const model = await loadModel(path.join(MODELS, name));
      const all = await read(model, faces.images);
      const last = await read(model, faces.images.subarray(20 * 2304));
      for (const key of ['logits', 'probabilities', 'features', 'evidence'] as const) {
        expect(farthest(last[key], all[key].subarray((all[key].length / 21) * 20)), key).toBeLessThan(1e-4);
      }
    });

    it('averages over the mirror image where asked to: a mirrored face has the mirrored map', async () => {
      const model = await loadModel(path.join(MODELS, name));
      const turned = mirrored(faces.images, { width: 48, channels: 1 });
      const [one, other] = [
        await read(model, faces.images, { tta: 'flip' }),
        await read(model, turned, { tta: 'flip' }),
      ];
      const side = name === 'fer2013-xception' ? 6 : 3;
      const back = one.evidence.map((_, at) => {
        const [row, x, label] = [Math.floor(at / side / 7), Math.floor(at / 7) % side, at % 7];
        return other.evidence[(row * side + side - 1 - x) * 7 + label]!;
      });
      expect(farthest(back, one.evidence)).toBeLessThan(1e-3);
      expect(farthest(one.probabilities, other.probabilities)).toBeLessThan(1e-5);
      expect(farthest(one.features, other.features)).toBeLessThan(1e-4);
      const plain = await read(model, faces.images);
      expect(farthest(plain.evidence, one.evidence)).toBeGreaterThan(0.01);
      const classifier = await Classifier.create(model, { tta: 'flip' });
      expect(farthest(one.probabilities, classifier.probabilities(faces.images))).toBeLessThan(1e-5);
      classifier.dispose();
    });
  });

  it('keeps only what is wanted, tells of progress, and lets others have their turn', async () => {
    const reader = await NetworkReader.create(brightnessModel('dense', 1, 1));
    let turns = 0;
    const other = (): void => {
      turns++;
      handle = setImmediate(other);
    };
    let handle = setImmediate(other);
    const done: number[] = [];
    const readings = await reader.read(new Uint8Array(300), ['features'], (count) => done.push(count));
    clearImmediate(handle);
    reader.dispose();
    expect(Object.keys(readings)).toEqual(['features']);
    expect(readings.features).toHaveLength(600);
    expect(done.at(-1)).toBe(300);
    expect(done.length).toBeGreaterThan(2);
    expect(turns).toBeGreaterThanOrEqual(done.length - 1);
  });

  it('refuses no images, parts of images, and views that it does not know', async () => {
    const model = brightnessModel('dense');
    await expect(read(model, new Uint8Array(0))).rejects.toThrow(
      'NetworkReader: expected at least one image, got none',
    );
    await expect(read(model, new Uint8Array(7))).rejects.toThrow('expected images of 2×3×1 bytes, got 7 bytes');
    await expect(read(model, new Uint8Array(6), { tta: 'ten-crop' as 'flip' })).rejects.toThrow(
      'expected tta to be one of none, flip, got ten-crop',
    );
  });

  it.each(['compiled', 'eager'] as const)('leaves no tensor behind, also when it refuses, %s', async (mode) => {
    await startBackend();
    const { tensors } = backendMemory();
    const reader = await NetworkReader.create(brightnessModel('convolution'), { mode, tta: 'flip' });
    const alive = backendMemory().tensors;
    await reader.read(new Uint8Array(6 * 40));
    await expect(reader.read(new Uint8Array(5))).rejects.toThrow();
    expect(backendMemory().tensors).toBe(alive);
    reader.dispose();
    reader.dispose();
    expect(backendMemory().tensors).toBe(tensors);
    const { 'conv2d/bias': _, ...weights } = brightnessModel('dense').weights;
    await expect(NetworkReader.create({ ...brightnessModel('dense'), weights }, { mode })).rejects.toThrow(
      'NetworkReader: expected 2 values of conv2d/bias, got 0',
    );
    expect(backendMemory().tensors).toBe(tensors);
  });
});
