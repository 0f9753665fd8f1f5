import { NetworkPlan, startBackend, startNetwork, type PlannedTensor, type StartSessionOptions, type WrittenPlan } from '../backend';
import type { Network } from './network';
import { levelRange, type InputRange } from './preprocess';
import type { SavedModel } from './saved-model';
import { requireWeights } from './start-model-session';

/** Outputs of a network by their names, float32 [count, ...shape] each. */
type Outputs = Record<string, Float32Array>;

/** A network with its weights, which looks at images uint8 [count, height, width, channels]. */
export interface ModelAtWork {
  run(images: Uint8Array): Outputs;
  /** The same beside JavaScript's thread; the images must not change until the promise is kept. */
  runBeside(images: Uint8Array): Promise<Outputs>;
}

/**
 * A model ready to look at images in our own library: what `forwardOutputs` computes, without a session.
 * Starts the backend where that has not happened.
 * @param owner whose model it is, for messages
 * @returns null where a session must do it: our library does not compute or does not know a layer of the network, or eager execution is asked for
 * @throws (rejects) InputError when a weight is missing or has another shape
 */
export async function startNetworkAtWork(owner: string, { built, weights }: SavedModel, range: InputRange, { mode }: StartSessionOptions = {}): Promise<ModelAtWork | null> {
  requireWeights(owner, { built, weights });
  await startBackend();
  const network = mode !== 'eager' && built.layers.every(({ plan }) => plan) ? startNetwork(() => planNetwork(built, weights, range)) : null;
  const names = Object.keys(built.outputs);
  const named = (values: Float32Array[]): Outputs => Object.fromEntries(values.map((each, index) => [names[index]!, each]));
  return network && { run: (images) => named(network.run(images)), runBeside: async (images) => named(await network.runBeside(images)) };
}

function planNetwork(network: Network, weights: SavedModel['weights'], range: InputRange): WrittenPlan {
  const [height, width, channels] = network.inputShape as [number, number, number];
  const plan = new NetworkPlan(height, width, channels, levelRange(range));
  const tensors = new Map<string, PlannedTensor>();
  for (const layer of network.layers) {
    const inputs = layer.kind === 'InputLayer' ? [plan.input] : layer.inputs.map((input) => tensors.get(input)!);
    const own = Object.fromEntries(layer.weights.map(({ name }) => [name, weights[`${layer.name}/${name}`]!]));
    tensors.set(layer.name, layer.plan!(plan, inputs, own));
  }
  return plan.write(Object.values(network.outputs).map(({ name }) => tensors.get(name)!));
}
