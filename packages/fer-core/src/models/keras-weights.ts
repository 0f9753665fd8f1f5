import { createHash } from 'node:crypto';
import path from 'node:path';
import { EXPRESSIONS } from '../expressions';
import { InputError } from '../input-error';
import type { WeightValues } from './initial-weights';
import { readKerasFile, type KerasLayer } from './keras-file';
import type { Layer } from './layer';
import { miniXception } from './mini-xception';
import type { Network } from './network';
import type { SavedModel } from './saved-model';

/**
 * Reads mini_XCEPTION from a whole-model file of Keras, as its authors published it (`fer2013_mini_XCEPTION.102-0.66.hdf5`):
 * any fixed input size, range [-1, 1], classes in the order of `EXPRESSIONS`. The model's hash is that of the file.
 * @throws InputError when the file is no whole Keras model or holds another architecture
 */
export async function importKerasModel(file: string): Promise<SavedModel> {
  const { version, layers, bytes } = await readKerasFile(file);
  const built = miniXception(inputSize(layers, file));
  return {
    network: built.name,
    networkOptions: built.options,
    inputRange: 'symmetric',
    labels: [...EXPRESSIONS],
    weightsSha256: createHash('sha256').update(bytes).digest('hex'),
    training: { importedFrom: path.basename(file), keras: version },
    built,
    weights: kerasWeights(built, layers, file),
  };
}

/**
 * Takes a network's weights out of a Keras model. Layers are found by kind and wiring, not by name; their weights by order.
 * @param layers of the Keras model, all of which must be in the network
 * @param source the file, for messages
 * @throws InputError for the first layer that is missing, computes otherwise or has weights of another shape
 */
export function kerasWeights(network: Network, layers: readonly KerasLayer[], source: string): WeightValues {
  const other = (expected: string, found: string): InputError =>
    new InputError(`importKerasModel: expected ${network.name} with ${expected}, found ${found} in ${source}`);
  const places = new Map<string, KerasLayer>();
  const left = new Set(layers);
  const weights: WeightValues = {};
  for (const layer of network.layers) {
    const inputs = layer.inputs.map((name) => places.get(name)!.name);
    const after = inputs.length ? `${layer.kind} after ${inputs.join(' and ')}` : layer.kind;
    const candidates = [...left].filter(({ kind, inputs: found }) => kind === layer.kind && sameNames(found, inputs));
    const match = candidates.find((candidate) => !difference(layer, candidate)) ?? candidates[0];
    if (!match) throw other(after, 'none');
    const wrong = difference(layer, match);
    if (wrong) throw other(`${wrong.expected} in ${after}`, `${wrong.found} in ${match.name}`);
    places.set(layer.name, match);
    left.delete(match);
    layer.weights.forEach(({ name }, index) => (weights[`${layer.name}/${name}`] = match.weights[index]!.values));
  }
  if (left.size) throw other(`${network.layers.length} layers`, `also ${[...left].map(({ kind, name }) => `${name} (${kind})`).join(', ')}`);
  return weights;
}

/** What a Keras layer of the right kind and place does otherwise, or undefined. */
function difference(layer: Layer, keras: KerasLayer): { expected: string; found: string } | undefined {
  for (const [key, expected] of Object.entries(layer.settings ?? {})) {
    const found = plain(keras.config[key]);
    // Keras leaves out what a release did not know yet; those values are its defaults.
    if (found !== undefined && found !== expected) return { expected: `${key} ${expected}`, found: `${key} ${String(found)}` };
  }
  const list = (weights: readonly { name: string; shape: number[] }[]): string =>
    weights.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ') || 'no weights';
  // Keras 2 calls the kernel of a depthwise convolution `depthwise_kernel`, Keras 3 `kernel`.
  const named = keras.weights.map((weight) => (layer.kind === 'DepthwiseConv2D' ? { ...weight, name: 'kernel' } : weight));
  return list(layer.weights) === list(named) ? undefined : { expected: list(layer.weights), found: list(named) };
}

/** `[2, 2]` as 2. */
function plain(value: unknown): unknown {
  return Array.isArray(value) && value.every((entry) => entry === value[0]) ? value[0] : value;
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join('\n') === [...other].sort().join('\n');
}

function inputSize(layers: readonly KerasLayer[], file: string): { height: number; width: number; channels: number } {
  const config = layers.find(({ kind }) => kind === 'InputLayer')?.config;
  const shape = (config?.batch_input_shape ?? config?.batch_shape) as unknown[] | undefined;
  const [, height, width, channels] = shape ?? [];
  if (shape?.length !== 4 || typeof height !== 'number' || typeof width !== 'number' || typeof channels !== 'number') {
    throw new InputError(`importKerasModel: expected an input of [height, width, channels], found ${JSON.stringify(shape?.slice(1) ?? null)} in ${file}`);
  }
  return { height, width, channels };
}
