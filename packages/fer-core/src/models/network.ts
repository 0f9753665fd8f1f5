import type { Tensor } from '../backend';
import type { ForwardContext, Layer, WeightSpec } from './layer';
import { NetworkBuilder } from './network-builder';

/** A weight with its full name `<layer>/<weight>`. */
export interface NamedWeight extends WeightSpec {
  layer: string;
}

/** A network: layers in the order they compute, from images to its outputs. It holds no numbers; weights are passed in. */
export interface Network {
  name: string;
  /** What it was built with, so that a saved model can be built again. */
  options: Record<string, unknown>;
  /** [height, width, channels] of one image. */
  inputShape: number[];
  /** What it gives, by name; a network with one output calls it `output`. */
  outputs: Record<string, Node>;
  /** Length of a classifier's output; 0 for a network that gives maps or pictures. */
  classes: number;
  layers: readonly Layer[];
}

/** A layer's place while a network is being defined. */
export interface Node {
  name: string;
  /** [height, width, channels] or [channels]. */
  shape: number[];
}

/**
 * Defines a network by a function that wires layers from the input to the output, or to several by name.
 * @example defineNetwork('tiny', {}, [48, 48, 1], (net, x) => net.softmax(net.globalAveragePool(net.conv(x, 7, 3))))
 * @example defineNetwork('maps', {}, [64, 64, 1], (net, x) => ({ edges: net.conv(x, 1, 3), corners: net.conv(x, 1, 5) }))
 */
export function defineNetwork(
  name: string,
  options: Record<string, unknown>,
  inputShape: number[],
  wire: (net: NetworkBuilder, input: Node) => Node | Record<string, Node>,
): Network {
  const builder = new NetworkBuilder();
  const wired = wire(builder, builder.input(inputShape));
  const outputs = isNode(wired) ? { output: wired } : wired;
  const { output } = outputs;
  return { name, options, inputShape, outputs, classes: output?.shape.length === 1 ? output.shape[0]! : 0, layers: builder.layers };
}

function isNode(wired: Node | Record<string, Node>): wired is Node {
  return Array.isArray(wired.shape);
}

/**
 * The same network that also gives what some of its layers compute.
 * @param layers names of layers by the names of the outputs they become
 * @throws Error for a layer that the network does not have
 */
export function withOutputs(network: Network, layers: Record<string, string>): Network {
  const nodes = Object.entries(layers).map(([output, name]): [string, Node] => {
    const layer = network.layers.find((each) => each.name === name);
    if (!layer) throw new Error(`withOutputs: expected a layer of ${network.name}, got ${name}`);
    return [output, { name, shape: layer.outputShape }];
  });
  return { ...network, outputs: { ...network.outputs, ...Object.fromEntries(nodes) } };
}

/** All weights of a network in layer order, with full names as keys. */
export function networkWeights(network: Network): Map<string, NamedWeight> {
  const named = network.layers.flatMap((layer) =>
    layer.weights.map((weight) => [`${layer.name}/${weight.name}`, { ...weight, layer: layer.name }] as const),
  );
  return new Map(named);
}

/** Number of values in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Counts parameters as Keras does. */
export function countParameters(network: Network): { total: number; trainable: number } {
  let total = 0;
  let trainable = 0;
  for (const weight of networkWeights(network).values()) {
    total += sizeOf(weight.shape);
    if (weight.trainable) trainable += sizeOf(weight.shape);
  }
  return { total, trainable };
}

/** Multiply-adds of one image through the whole network. */
export function countMultiplyAdds(network: Network): number {
  return network.layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
}

/**
 * Computes a classifier's logits.
 * @param images float32 [batch, height, width, channels], in the range its weights were trained with
 * @param weights every weight by its full name
 * @param context `follow` receives full weight names
 * @returns logits float32 [batch, classes], of the caller's tidy scope
 */
export function forward(network: Network, images: Tensor, weights: Record<string, Tensor>, context: ForwardContext): Tensor {
  if (!network.classes) throw new Error(`forward: expected a network that classifies, got ${network.name} with ${Object.keys(network.outputs).join(', ')}`);
  return forwardOutputs(network, images, weights, context).output!;
}

/**
 * Computes all outputs of a network, as `forward` computes a classifier's.
 * @returns by name, float32 [batch, ...shape] of the caller's tidy scope
 */
export function forwardOutputs(network: Network, images: Tensor, weights: Record<string, Tensor>, context: ForwardContext): Record<string, Tensor> {
  const [height, width, channels] = network.inputShape;
  const [, gotHeight, gotWidth, gotChannels] = images.shape;
  if (images.rank !== 4 || gotHeight !== height || gotWidth !== width || gotChannels !== channels) {
    throw new Error(`forward: ${network.name} expected images [batch, ${network.inputShape.join(', ')}], got [${images.shape.join(', ')}]`);
  }
  const values = new Map<string, Tensor>();
  const joined = reluPairs(network);
  for (const layer of network.layers) {
    if (layer.kind === 'InputLayer') {
      values.set(layer.name, images);
      continue;
    }
    const own = Object.fromEntries(layer.weights.map(({ name }) => [name, weights[`${layer.name}/${name}`]!]));
    const inputs = layer.inputs.map((input) => values.get(input)!);
    const applied = joined.has(layer.inputs[0]!) && layer.isRelu;
    values.set(layer.name, applied ? inputs[0]! : layer.forward(inputs, own, {
      ...context,
      reluFollows: joined.has(layer.name),
      follow: (weight, value, keep) => context.follow(`${layer.name}/${weight}`, value, keep),
    }));
  }
  return Object.fromEntries(Object.entries(network.outputs).map(([name, node]) => [name, values.get(node.name)!]));
}

/** Names of the layers that apply the ReLU behind them themselves: those that can, and whose output nobody else reads. */
function reluPairs({ layers, outputs }: Network): Set<string> {
  const shown = new Set(Object.values(outputs).map(({ name }) => name));
  const readers = new Map<string, Layer[]>();
  for (const layer of layers) for (const input of layer.inputs) readers.set(input, [...(readers.get(input) ?? []), layer]);
  const pairs = layers.filter(({ name, takesRelu }) => {
    const [reader, ...others] = readers.get(name) ?? [];
    return takesRelu && reader?.isRelu && others.length === 0 && !shown.has(name);
  });
  return new Set(pairs.map(({ name }) => name));
}
