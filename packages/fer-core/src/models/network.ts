import type { Tensor } from '../backend';
import type { ForwardContext, Layer, WeightSpec } from './layer';
import { NetworkBuilder } from './network-builder';

/** A weight with its full name `<layer>/<weight>`. */
export interface NamedWeight extends WeightSpec {
  layer: string;
}

/** A network: layers in the order they compute, from images to logits. It holds no numbers; weights are passed in. */
export interface Network {
  name: string;
  /** What it was built with, so that a saved model can be built again. */
  options: Record<string, unknown>;
  /** [height, width, channels] of one image. */
  inputShape: number[];
  /** Length of the output. */
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
 * Defines a network by a function that wires layers from the input to the output.
 * @example defineNetwork('tiny', {}, [48, 48, 1], (net, x) => net.softmax(net.globalAveragePool(net.conv(x, 7, 3))))
 */
export function defineNetwork(
  name: string,
  options: Record<string, unknown>,
  inputShape: number[],
  wire: (net: NetworkBuilder, input: Node) => Node,
): Network {
  const builder = new NetworkBuilder();
  const output = wire(builder, builder.input(inputShape));
  if (output.shape.length !== 1) {
    throw new Error(`defineNetwork: ${name} must end in [classes], got [${output.shape.join(', ')}]`);
  }
  return { name, options, inputShape, classes: output.shape[0]!, layers: builder.layers };
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
 * Computes a network's logits.
 * @param images float32 [batch, height, width, channels], in the range its weights were trained with
 * @param weights every weight by its full name
 * @param context `follow` receives full weight names
 * @returns logits float32 [batch, classes], of the caller's tidy scope
 */
export function forward(network: Network, images: Tensor, weights: Record<string, Tensor>, context: ForwardContext): Tensor {
  const [height, width, channels] = network.inputShape;
  const [, gotHeight, gotWidth, gotChannels] = images.shape;
  if (images.rank !== 4 || gotHeight !== height || gotWidth !== width || gotChannels !== channels) {
    throw new Error(`forward: ${network.name} expected images [batch, ${network.inputShape.join(', ')}], got [${images.shape.join(', ')}]`);
  }
  const values = new Map<string, Tensor>();
  const joined = reluPairs(network);
  let last: Tensor = images;
  for (const layer of network.layers) {
    const own = Object.fromEntries(layer.weights.map(({ name }) => [name, weights[`${layer.name}/${name}`]!]));
    const inputs = layer.inputs.map((input) => values.get(input)!);
    if (layer.kind !== 'InputLayer') {
      last = joined.has(layer.inputs[0]!) && layer.isRelu ? inputs[0]! : layer.forward(inputs, own, {
        ...context,
        reluFollows: joined.has(layer.name),
        follow: (weight, value, keep) => context.follow(`${layer.name}/${weight}`, value, keep),
      });
    }
    values.set(layer.name, last);
  }
  return last;
}

/** Names of the layers that apply the ReLU behind them themselves: those that can, and whose output nobody else reads. */
function reluPairs({ layers }: Network): Set<string> {
  const readers = new Map<string, Layer[]>();
  for (const layer of layers) for (const input of layer.inputs) readers.set(input, [...(readers.get(input) ?? []), layer]);
  const pairs = layers.filter(({ name, takesRelu }) => {
    const [reader, ...others] = readers.get(name) ?? [];
    return takesRelu && reader?.isRelu && others.length === 0;
  });
  return new Set(pairs.map(({ name }) => name));
}
