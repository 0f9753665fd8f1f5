import prand from 'pure-rand';
import type { NamedWeight, Network } from './network';
import { networkWeights, sizeOf } from './network';

/** A network's numbers by full weight name, each row-major. */
export type WeightValues = Record<string, Float32Array>;

/**
 * Draws the starting weights of a network.
 * @param seed the same seed gives the same weights on every machine
 */
export function initialWeights(network: Network, seed: number): WeightValues {
  const random = prand.xoroshiro128plus(seed);
  const uniform = (): number => (prand.unsafeUniformIntDistribution(0, 0xffffff, random) + 0.5) / 0x1000000;
  const entries = [...networkWeights(network)].map(([name, spec]) => [name, initialValues(spec, uniform)] as const);
  return Object.fromEntries(entries);
}

function initialValues(spec: NamedWeight, uniform: () => number): Float32Array {
  const values = new Float32Array(sizeOf(spec.shape));
  if (spec.initializer === 'zeros') return values;
  if (spec.initializer === 'ones') return values.fill(1);
  const [fanIn, fanOut] = fans(spec.shape);
  if (spec.initializer === 'glorotUniform') {
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    return values.map(() => (2 * uniform() - 1) * limit);
  }
  const deviation = Math.sqrt(2 / (spec.fanIn ?? fanIn));
  return values.map(() => deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}

/** Inputs and outputs of one unit, as Keras counts them for [height, width, in, out]. */
function fans(shape: number[]): [number, number] {
  const field = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return [field * shape[shape.length - 2]!, field * shape[shape.length - 1]!];
}
