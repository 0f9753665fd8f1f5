import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../input-error';

/** A layer as a Keras file describes it. */
export interface KerasLayer {
  name: string;
  /** Class name: `Conv2D`, `BatchNormalization`, … */
  kind: string;
  /** Names of the layers it takes its input from. */
  inputs: string[];
  /** Keras's own configuration of the layer. */
  config: Record<string, unknown>;
  /** In the file's order; `name` is the last part of the full name: `kernel`, `gamma`, … */
  weights: { name: string; shape: number[]; values: Float32Array }[];
}

/** A whole-model file of Keras 1, 2 or 3. */
export interface KerasFile {
  /** The Keras that wrote it. */
  version: string;
  layers: KerasLayer[];
  /** The file itself, for its hash. */
  bytes: Uint8Array;
}

/** First bytes of every HDF5 file. */
const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/** h5wasm is an ES module, so that its types come from where it is loaded. */
type Library = Awaited<ReturnType<typeof loadLibrary>>;
type File = InstanceType<Library['File']>;
type Group = InstanceType<Library['Group']>;

async function loadLibrary() {
  const { default: h5wasm } = await import('h5wasm/node');
  (await h5wasm.ready).activate_throwing_error_handler(); // else the library prints
  return h5wasm;
}

/**
 * Reads what `model.save('….hdf5')` of Keras wrote: a functional model with its weights.
 * @throws InputError for a file that is missing, no whole HDF5 file, or no whole Keras model
 */
export async function readKerasFile(file: string): Promise<KerasFile> {
  const expected = (what: string, found: string): InputError => new InputError(`readKerasFile: expected ${what}, found ${found} in ${file}`);
  const bytes = await readFile(file).catch(() => {
    throw new InputError(`readKerasFile: expected a Keras file, found none at ${file}`);
  });
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw expected('an HDF5 file', 'other content');
  const h5wasm = await loadLibrary();
  let opened: File;
  try {
    opened = new h5wasm.File(path.resolve(file), 'r');
  } catch {
    throw expected('a whole HDF5 file', `${bytes.length} bytes of a damaged one`);
  }
  try {
    const configuration = text(opened.attrs.model_config);
    if (!configuration || !opened.keys().includes('model_weights')) {
      throw expected('a whole Keras model (model.save, not save_weights)', `only ${opened.keys().join(', ') || 'nothing'}`);
    }
    const layers = (JSON.parse(configuration) as { config?: { layers?: LayerConfig[] } }).config?.layers;
    if (!Array.isArray(layers)) throw expected('a functional Keras model', 'another kind');
    const weights = opened.get('model_weights') as Group;
    return { version: text(opened.attrs.keras_version) ?? 'unknown', layers: layers.map((layer) => readLayer(layer, weights)), bytes };
  } catch (error) {
    throw error instanceof InputError ? error : expected('a whole Keras model', `a damaged one (${(error as Error).message.split('\n')[0]})`);
  } finally {
    opened.close();
  }
}

interface LayerConfig {
  class_name: string;
  config: Record<string, unknown> & { name: string };
  /** A Sequential model has none. */
  inbound_nodes?: unknown;
}

function readLayer({ class_name: kind, config, inbound_nodes: inbound }: LayerConfig, weights: Group): KerasLayer {
  const { name } = config;
  const group = weights.keys().includes(name) ? (weights.get(name) as Group) : undefined;
  const names = group?.attrs.weight_names?.value;
  return {
    name,
    kind,
    inputs: inboundLayers(inbound),
    config,
    weights: (Array.isArray(names) ? (names as string[]) : []).map((full) => {
      const dataset = group!.get(full);
      if (!dataset || !('shape' in dataset)) throw new Error(`${full} is missing`);
      return { name: full.split('/').at(-1)!.split(':')[0]!, shape: dataset.shape ?? [], values: Float32Array.from(dataset.value as Float32Array) };
    }),
  };
}

/** Keras 1 and 2 write `[[[name, node, tensor, {}], …]]`, Keras 3 `keras_history: [name, node, tensor]` somewhere inside. */
function inboundLayers(node: unknown): string[] {
  if (Array.isArray(node)) {
    return typeof node[0] === 'string' && typeof node[1] === 'number' ? [node[0]] : node.flatMap(inboundLayers);
  }
  return node && typeof node === 'object' ? Object.values(node).flatMap(inboundLayers) : [];
}

function text(attribute: { value: unknown } | undefined): string | undefined {
  const value = attribute?.value;
  return typeof value === 'string' ? value : undefined;
}
