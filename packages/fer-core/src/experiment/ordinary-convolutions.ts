import { countMultiplyAdds, countParameters, type Network } from '../models/network';
import type { Layer } from '../models/layer';

/** What a network costs. */
export interface NetworkCost {
  /** As Keras counts them. */
  readonly parameters: number;
  /** Of one image. */
  readonly multiplyAdds: number;
}

export function networkCost(network: Network): NetworkCost {
  return { parameters: countParameters(network).total, multiplyAdds: countMultiplyAdds(network) };
}

/**
 * What a network would cost with ordinary convolutions: each depthwise k×k with the 1×1 behind it (c → f channels, k²·c + c·f weights)
 * replaced by one convolution k×k (k²·c·f), everything else as it is. Chollet 2017 compares so.
 */
export function ordinaryConvolutionCost(network: Network): NetworkCost {
  const { parameters, multiplyAdds } = networkCost(network);
  let [moreParameters, moreMultiplyAdds] = [0, 0];
  for (const layer of network.layers) {
    const more = moreWeights(layer);
    const [height, width] = layer.outputShape;
    moreParameters += more;
    if (more !== 0) moreMultiplyAdds += more * height * width;
  }
  return { parameters: parameters + moreParameters, multiplyAdds: multiplyAdds + moreMultiplyAdds };
}

/** Weights that the ordinary convolutions of a layer have more; 0 for a layer without depthwise ones. */
function moreWeights({ weights }: Layer): number {
  const shape = (name: string): number[] | undefined => weights.find((weight) => weight.name === name)?.shape;
  const depthwise = shape('depthwise_kernel');
  if (!depthwise) return 0;
  const pointwise = shape('pointwise_kernel');
  const expand = shape('expand_kernel');
  // Separable: [k, k, c, 1] and [1, 1, c, f]; dense stage: [modules, k, k, c] and [modules, c, f].
  const [modules, taps, channels, filters] = expand
    ? [expand[0], depthwise[1] * depthwise[2], expand[1], expand[2]]
    : [1, depthwise[0] * depthwise[1], depthwise[2], pointwise![3]];
  return modules * (taps * channels * filters - taps * channels - channels * filters);
}
