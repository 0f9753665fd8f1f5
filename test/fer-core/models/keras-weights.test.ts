import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Classifier } from '../../../packages/fer-core/src/classify/classifier';
import { readKerasFile, type KerasLayer } from '../../../packages/fer-core/src/models/keras-file';
import { importKerasModel, kerasWeights } from '../../../packages/fer-core/src/models/keras-weights';
import { networkWeights } from '../../../packages/fer-core/src/models/network';
import { loadModel, saveModel, type SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { fixture, golden } from '../../fixtures/keras/golden';
import { tinyNetwork } from '../../fixtures/keras/tiny-network';

async function answers(model: Pick<SavedModel, 'built' | 'weights'>, images: Uint8Array): Promise<number[][]> {
  const { built, weights } = model;
  const labels = Array.from({ length: built.classes }, (_, index) => `class ${index}`);
  const classifier = await Classifier.create({
    network: built.name, networkOptions: {}, inputRange: 'symmetric', labels, weightsSha256: '', training: {}, built, weights,
  });
  try {
    const flat = [...classifier.probabilities(images)];
    return Array.from({ length: flat.length / built.classes }, (_, row) => flat.slice(row * built.classes, (row + 1) * built.classes));
  } finally {
    classifier.dispose();
  }
}

function largestDifference(one: number[][], other: number[][]): number {
  expect(one.map((row) => row.length)).toEqual(other.map((row) => row.length));
  return Math.max(...one.flatMap((row, i) => row.map((value, k) => Math.abs(value - other[i]![k]!))));
}

let folder: string;
let layers: KerasLayer[];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keras-'));
  ({ layers } = await readKerasFile(fixture('tiny-keras2.hdf5')));
});
afterAll(() => rm(folder, { recursive: true }));

/** The layers with some changed, dropped (undefined) or added. */
function changed(change: (layer: KerasLayer) => Partial<KerasLayer> | undefined): KerasLayer[] {
  return layers.flatMap((layer) => {
    const difference = change(layer);
    return difference ? [{ ...layer, ...difference }] : [];
  });
}

describe('kerasWeights', () => {
  it.each(['tiny-keras2.hdf5', 'tiny-keras3.h5'])('gives the answers of Keras for %s', async (name) => {
    const { images, probabilities } = golden('tiny.json');
    const built = tinyNetwork();
    const weights = kerasWeights(built, (await readKerasFile(fixture(name))).layers, name);
    expect(largestDifference(await answers({ built, weights }, images), probabilities)).toBeLessThan(1e-5);
  });

  it('finds layers by kind and wiring, whatever they are called and in whichever order they stand', () => {
    const renamed = (name: string): string => `layer ${layers.length - layers.findIndex((layer) => layer.name === name)}`;
    const shuffled = changed(({ name, inputs }) => ({ name: renamed(name), inputs: inputs.map(renamed).reverse() })).reverse();
    expect(kerasWeights(tinyNetwork(), shuffled, 'shuffled')).toEqual(kerasWeights(tinyNetwork(), layers, 'file'));
  });

  it('has every weight of the network', () => {
    expect(Object.keys(kerasWeights(tinyNetwork(), layers, 'file'))).toEqual([...networkWeights(tinyNetwork()).keys()]);
  });

  it.each([
    ['a layer is missing', () => changed(({ name }) => (name === 'conv2d_3' ? undefined : {})), /expected tiny with Conv2D after activation_2, found none in file/],
    ['a layer is of another kind', () => changed(({ kind }) => (kind === 'Add' ? { kind: 'Multiply' } : {})), /Add after max_pooling2d_1 and batch_normalization_3, found none/],
    ['layers are wired otherwise', () => changed(({ name }) => (name === 'conv2d_3' ? { inputs: ['activation_1'] } : {})), /Conv2D after activation_2, found none/],
    ['there is one layer more', () => [...layers, { ...layers.at(-1)!, name: 'extra', inputs: ['predictions'] }], /found also extra \(Activation\)/],
    ['weights are missing', () => changed(({ name }) => (name === 'conv2d_4' ? { weights: [] } : {})), /kernel \[3, 3, 4, 7\], bias \[7\] in Conv2D after add_1, found no weights in conv2d_4/],
    ['weights stand in another order', () => changed(({ kind, weights }) => (kind === 'BatchNormalization' ? { weights: [...weights].reverse() } : {})), /found moving_variance \[3\]/],
    ['an activation differs', () => changed(({ name, config }) => (name === 'activation_1' ? { config: { ...config, activation: 'elu' } } : {})), /activation relu .* found activation elu in activation_1/],
  ])('refuses a file where %s', (_, given, message) => {
    expect(() => kerasWeights(tinyNetwork(), given(), 'file')).toThrow(message);
  });

  it.each([
    ['strides', tinyNetwork({ stride: 1 }), /strides 1 in Conv2D after activation_2, found strides 2 in conv2d_3/],
    ['epsilon', tinyNetwork({ epsilon: 0.01 }), /epsilon 0.01 .* found epsilon 0.001/],
    ['classes', tinyNetwork({ classes: 8 }), /kernel \[3, 3, 4, 8\].* found kernel \[3, 3, 4, 7\]/],
    ['padding', tinyNetwork({ padding: 'valid' }), /padding valid .* found padding same in conv2d_4/],
  ])('refuses a network with other %s', (_, network, message) => {
    expect(() => kerasWeights(network, layers, 'file')).toThrow(message);
  });
});

describe('readKerasFile', () => {
  const written = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };

  it('tells that there is no file', async () => {
    await expect(readKerasFile(path.join(folder, 'none.hdf5'))).rejects.toThrow(/expected a Keras file, found none at/);
  });

  it('tells that a file is no HDF5', async () => {
    const file = await written('text.hdf5', 'no weights here');
    await expect(loadModel(file)).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(/expected an HDF5 file, found other content/) });
  });

  it('tells that a file was cut off', async () => {
    const whole = await readFile(fixture('tiny-keras2.hdf5'));
    const file = await written('cut.hdf5', whole.subarray(0, whole.length / 2));
    await expect(loadModel(file)).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(/damaged/) });
  });

  it('tells that a file holds no whole model', async () => {
    const h5wasm = await import('h5wasm/node');
    await h5wasm.ready;
    const file = new h5wasm.File(path.join(folder, 'weights.hdf5'), 'w');
    file.create_group('conv2d_1');
    file.close();
    await expect(loadModel(path.join(folder, 'weights.hdf5'))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/expected a whole Keras model .*, found only conv2d_1/),
    });
  });
});

describe('importKerasModel', () => {
  it('tells that a file holds another architecture', async () => {
    await expect(importKerasModel(fixture('tiny-keras2.hdf5'))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/expected mini_XCEPTION with kernel \[3, 3, 1, 8\] .* found kernel \[3, 3, 1, 3\] in conv2d_1/),
    });
  });

  const published = path.join(process.env.FER_DATA ?? '', 'fer2013_mini_XCEPTION.102-0.66.hdf5');
  const missing = existsSync(published) ? '' : ` (skipped: no ${path.basename(published)} in the folder FER_DATA names)`;
  if (missing) console.warn(`published mini_XCEPTION${missing}`);
  describe.skipIf(missing)(`published mini_XCEPTION${missing}`, () => {
    it('gives the answers of Keras', async () => {
      const { images, probabilities } = golden('mini-xception-published.json');
      expect(largestDifference(await answers(await loadModel(published), images), probabilities)).toBeLessThan(1e-5);
    });

    it('is stamped with the hash of its file, and can be kept as a model folder', async () => {
      const model = await loadModel(published);
      expect(model).toMatchObject({ network: 'mini_XCEPTION', inputRange: 'symmetric', networkOptions: { height: 64, width: 64 } });
      expect(model.labels[0]).toBe('angry');
      await saveModel(path.join(folder, 'kept'), model);
      const { weights } = await loadModel(path.join(folder, 'kept'));
      expect(weights).toEqual(model.weights);
    });
  });
});
