import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { generateFaces } from '../../../packages/fer-core/src/datasets/generated-faces/generate-faces';
import { embeddings } from '../../../packages/fer-core/src/explain/embeddings';
import { loadModel } from '../../../packages/fer-core/src/models/saved-model';
import { brightnessModel, gray } from './brightness-model';

describe('embeddings', () => {
  it('are the means of the last block', async () => {
    const images = { images: gray(0, 0, 0.8, 0, 0, 0.4, 1, 1, 1, 1, 1, 1), height: 2, width: 3, channels: 1 };
    const { length, features, probabilities } = await embeddings(brightnessModel('convolution'), images);
    expect(length).toBe(2);
    [0.2, 0.8, 1, 0].forEach((value, at) => expect(features[at]).toBeCloseTo(value, 6));
    expect(probabilities).toHaveLength(4);
  });

  it.each([
    ['fer2013-xception', 432],
    ['fer2013-mini-xception', 128],
  ])('has a vector an image for %s, and the dense layer makes the answer of it', async (name, length) => {
    const model = await loadModel(path.join(__dirname, '../../../models', name));
    const done: number[] = [];
    const found = await embeddings(model, generateFaces({ split: 'test', count: 20 }), {
      onProgress: (count) => done.push(count),
    });
    expect(found.length).toBe(length);
    expect(found.features).toHaveLength(20 * length);
    expect(done.at(-1)).toBe(20);
    if (name !== 'fer2013-xception') return;
    const [kernel, bias] = [model.weights['dense/kernel']!, model.weights['dense/bias']!];
    const logits = Array.from({ length: 7 }, (_, label) =>
      found.features
        .subarray(0, length)
        .reduce((sum, value, k) => sum + value * kernel[k * 7 + label]!, bias[label]!),
    );
    const exponents = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    const total = exponents.reduce((sum, value) => sum + value);
    exponents.forEach((value, label) => expect(found.probabilities[label]).toBeCloseTo(value / total, 5));
  });

  it('resizes, averages over the mirror image where asked to, and leaves no tensor behind', async () => {
    await startBackend();
    const model = await loadModel(path.join(__dirname, '../../../models/fer2013-mini-xception'));
    const { tensors } = backendMemory();
    const large = generateFaces({ split: 'test', count: 3, size: 60 });
    const [plain, flip] = [await embeddings(model, large), await embeddings(model, large, { tta: 'flip' })];
    expect(flip.features).not.toEqual(plain.features);
    await expect(embeddings(model, { ...large, channels: 3 })).rejects.toThrow(
      'embeddings: expected images of 1 channels for mini_XCEPTION, got 3',
    );
    expect(backendMemory().tensors).toBe(tensors);
  });
});
