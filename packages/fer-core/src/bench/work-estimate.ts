import { countMultiplyAdds, sizeOf, type Network } from '../models/network';

/** What a piece of work must at least do, from the network's layers alone. */
export interface WorkEstimate {
  /** Floating-point operations of its convolutions: two for a multiply-add. */
  flops: number;
  /** Bytes of float32 when each layer reads its inputs and writes its output once, nothing fused. */
  bytes: number;
}

/** A backward pass computes gradients of inputs and of weights, each about as much work as the forward pass. */
const TRAINING_FACTOR = 3;

/** Estimates one forward pass, or one training step, over a batch. */
export function estimateWork(network: Network, batch: number, training: boolean): WorkEstimate {
  const sizes = new Map(network.layers.map(({ name, outputShape }) => [name, sizeOf(outputShape)]));
  const touched = network.layers.reduce((sum, { name, inputs }) => sum + sizes.get(name)! + inputs.reduce((all, input) => all + sizes.get(input)!, 0), 0);
  const passes = batch * (training ? TRAINING_FACTOR : 1);
  return { flops: 2 * countMultiplyAdds(network) * passes, bytes: 4 * touched * passes };
}
