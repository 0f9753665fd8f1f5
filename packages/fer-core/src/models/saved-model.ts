import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../input-error';
import { writeAtomically } from '../write-atomically';
import { countParameters, networkWeights, type Network } from './network';
import type { WeightValues } from './initial-weights';
import { importKerasModel } from './keras-weights';
import { buildNetwork } from './registry';
import { encodeSafetensors, readSafetensors } from './safetensors';

const ModelDescription = z.object({
  network: z.string(),
  networkOptions: z.record(z.string(), z.unknown()),
  inputRange: z.enum(['unit', 'symmetric']),
  labels: z.array(z.string()),
  weightsSha256: z.string(),
  /** Where the weights come from: data set, run, and the split that chose the epoch. */
  training: z.record(z.string(), z.unknown()),
});

/** What a model folder's `model.json` says. */
export type ModelDescription = z.infer<typeof ModelDescription>;

/** A network with its numbers and what must be known to use them. */
export interface SavedModel extends ModelDescription {
  built: Network;
  weights: WeightValues;
}

/** Holds the weights that `model.json` names, from the moment they are whole until they take the place of the old ones. */
const NEXT_WEIGHTS = 'weights.safetensors.next';

/**
 * Writes a model folder: `weights.safetensors`, and `model.json` that names its hash. It replaces another model so that
 * the folder loads at any moment: as the old one until the new one is whole.
 * @returns the hash of the weights file
 */
export async function saveModel(folder: string, model: Omit<SavedModel, 'weightsSha256'>): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { built, weights, ...description } = model;
  const tensors = [...networkWeights(built)].map(([name, { shape }]) => [name, { shape, values: weights[name]! }] as const);
  const bytes = encodeSafetensors({ tensors: Object.fromEntries(tensors), metadata: { network: description.network } });
  const weightsSha256 = createHash('sha256').update(bytes).digest('hex');
  await writeAtomically(path.join(folder, NEXT_WEIGHTS), bytes);
  await writeAtomically(path.join(folder, 'model.json'), JSON.stringify({ ...description, parameters: countParameters(built).total, weightsSha256 }, null, 2) + '\n');
  await rename(path.join(folder, NEXT_WEIGHTS), path.join(folder, 'weights.safetensors'));
  return weightsSha256;
}

/**
 * Reads a model folder, or a run folder's `best/`, or a run folder itself (then its best weights), or a Keras file (`importKerasModel`).
 * @throws InputError when files are missing, do not fit together or do not fit the network
 */
export async function loadModel(folder: string): Promise<SavedModel> {
  if (await isFile(folder)) return importKerasModel(folder);
  const found = await findModelFolder(folder);
  const parsed = ModelDescription.safeParse(await readJson(path.join(found, 'model.json')));
  if (!parsed.success) {
    const [{ path: field, message }] = parsed.error.issues;
    throw new InputError(`loadModel: expected a model description in ${found}/model.json, found ${field.join('.') || 'the whole'} wrong: ${message}`);
  }
  const description = parsed.data;
  const next = path.join(found, NEXT_WEIGHTS);
  const file = (await sha256Of(next)) === description.weightsSha256 ? next : path.join(found, 'weights.safetensors');
  const { tensors } = await readSafetensors(file);
  const sha256 = await sha256Of(file);
  if (sha256 !== description.weightsSha256) {
    throw new InputError(`loadModel: expected weights with sha256 ${description.weightsSha256}, found ${sha256} in ${file}`);
  }
  const built = buildNetwork(description.network, description.networkOptions);
  return { ...description, built, weights: fittingWeights(built, tensors, file) };
}

async function sha256Of(file: string): Promise<string | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`loadModel: expected JSON, found something else in ${file}`);
  }
}

async function isFile(name: string): Promise<boolean> {
  return (await stat(name).catch(() => undefined))?.isFile() ?? false;
}

async function findModelFolder(folder: string): Promise<string> {
  for (const candidate of [folder, path.join(folder, 'best')]) {
    try {
      await readFile(path.join(candidate, 'model.json'));
      return candidate;
    } catch {
      // The next candidate.
    }
  }
  throw new InputError(`loadModel: expected a Keras file, or a model or run folder with model.json or best/model.json, found none in ${folder}`);
}

function fittingWeights(network: Network, tensors: Record<string, { shape: number[]; values: Float32Array }>, file: string): WeightValues {
  const weights: WeightValues = {};
  for (const [name, { shape }] of networkWeights(network)) {
    const tensor = tensors[name];
    if (!tensor || tensor.shape.join() !== shape.join()) {
      throw new InputError(`loadModel: expected ${name} [${shape.join(', ')}], found ${tensor ? `[${tensor.shape.join(', ')}]` : 'nothing'} in ${file}`);
    }
    weights[name] = tensor.values;
  }
  return weights;
}
