import { describe, expect, it } from 'vitest';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { Classifier, type ClassifierOptions } from '../../../packages/fer-core/src/classify/classifier';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { golden } from '../../fixtures/keras/golden';
import { tinyModel } from '../../fixtures/keras/tiny-network';
import { waves } from './images';

const SIZE = 16;
const { images: keras, probabilities: kerasProbabilities } = golden('tiny.json');

async function probabilities(images: Uint8Array, options?: ClassifierOptions, model?: SavedModel): Promise<number[]> {
  const classifier = await Classifier.create(model ?? (await tinyModel()), options);
  try {
    return [...classifier.probabilities(images)];
  } finally {
    classifier.dispose();
  }
}

function expectClose(got: number[], expected: number[]): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
}

/** Left and right changed over, written as one reads it. */
function mirror(images: Uint8Array): Uint8Array {
  return images.map((_, at) => images[Math.floor(at / SIZE) * SIZE + (SIZE - 1 - (at % SIZE))]!);
}

describe('Classifier', () => {
  it.each(['compiled', 'eager'] as const)('gives the answers of Keras, %s', async (mode) => {
    const got = await probabilities(keras, { mode });
    kerasProbabilities.flat().forEach((value, i) => expect(Math.abs(got[i]! - value)).toBeLessThan(1e-5));
  });

  it('takes the input range of the model', async () => {
    const model = await tinyModel({ inputRange: 'unit' });
    expect(await probabilities(keras, {}, model)).not.toEqual(await probabilities(keras));
  });

  it('gives each image the same answer in any company', async () => {
    const images = waves(150, SIZE);
    const all = await probabilities(images);
    expect(all).toHaveLength(150 * 7);
    const alone = await probabilities(images.subarray(149 * SIZE * SIZE));
    expectClose(all.slice(149 * 7), alone);
  });

  it('averages an image and its mirror image', async () => {
    const images = waves(3, SIZE);
    const [one, other] = [await probabilities(images), await probabilities(mirror(images))];
    const flip = await probabilities(images, { tta: 'flip' });
    expectClose(flip, one.map((value, i) => (value + other[i]!) / 2));
    expect(Math.max(...flip.map((value, i) => Math.abs(value - one[i]!)))).toBeGreaterThan(0.001);
  });

  it('averages ten crops, for more images than are taken at once', async () => {
    const images = waves(130, SIZE);
    const ten = await probabilities(images, { tta: 'ten-crop' });
    const flip = await probabilities(images, { tta: 'flip' });
    expect(Math.max(...ten.map((value, i) => Math.abs(value - flip[i]!)))).toBeGreaterThan(0.001);
    const last = await probabilities(images.subarray(129 * SIZE * SIZE), { tta: 'ten-crop' });
    expectClose(ten.slice(129 * 7), last);
    expect(ten.slice(0, 7).reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
  });

  it('gives the same for many images, and lets others have their turn meanwhile', async () => {
    const classifier = await Classifier.create(await tinyModel(), { tta: 'ten-crop' });
    let turns = 0;
    const other = (): void => {
      turns++;
      handle = setImmediate(other);
    };
    let handle = setImmediate(other);
    const done: number[] = [];
    const images = waves(300, SIZE);
    const got = await classifier.probabilitiesOfMany(images, (count) => done.push(count));
    clearImmediate(handle);
    expect(got).toEqual(classifier.probabilities(images));
    classifier.dispose();
    expect(done).toEqual([128, 256, 300]);
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it('refuses no images and parts of images', async () => {
    await expect(probabilities(new Uint8Array(0))).rejects.toThrow('Classifier: expected at least one image, got none');
    await expect(probabilities(new Uint8Array(100))).rejects.toThrow('expected images of 16×16×1 bytes, got 100 bytes');
  });

  it('refuses an averaging that it does not know', async () => {
    await expect(probabilities(keras, { tta: 'many' as 'flip' })).rejects.toThrow('expected tta to be one of none, flip, ten-crop, got many');
  });

  it('refuses a model whose weights do not fit', async () => {
    const model = await tinyModel();
    const { 'conv2d_3/bias': _, ...weights } = model.weights;
    await expect(Classifier.create({ ...model, weights })).rejects.toThrow('expected 7 values of conv2d_3/bias, got 0');
    await expect(Classifier.create({ ...model, weights: { ...weights, 'conv2d_3/bias': new Float32Array(6) } })).rejects.toThrow(
      'expected 7 values of conv2d_3/bias, got 6',
    );
  });

  it.each(['compiled', 'eager'] as const)('leaves no tensor behind, %s', async (mode) => {
    await startBackend();
    const model = await tinyModel();
    const { tensors } = backendMemory();
    const classifier = await Classifier.create(model, { mode, tta: 'ten-crop' });
    const alive = backendMemory().tensors;
    classifier.probabilities(waves(3, SIZE));
    expect(() => classifier.probabilities(new Uint8Array(3))).toThrow();
    await classifier.probabilitiesOfMany(waves(3, SIZE));
    await expect(classifier.probabilitiesOfMany(new Uint8Array(3))).rejects.toThrow();
    expect(backendMemory().tensors).toBe(alive);
    classifier.dispose();
    classifier.dispose();
    expect(backendMemory().tensors).toBe(tensors);
  });

  it.each(['compiled', 'eager'] as const)('leaves no tensor behind when the network cannot be computed, %s', async (mode) => {
    await startBackend();
    const model = await tinyModel();
    const broken = { ...model, built: { ...model.built, layers: model.built.layers.map((layer) => ({ ...layer, forward: failing, plan: undefined })) } };
    const { tensors } = backendMemory();
    await expect(probabilities(keras, { mode }, broken)).rejects.toThrow('no answer');
    expect(backendMemory().tensors).toBe(tensors);
  });
});

function failing(): never {
  throw new Error('no answer');
}
