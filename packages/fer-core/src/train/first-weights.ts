import { InputError } from '../input-error';
import { initialWeights, type WeightValues } from '../models/initial-weights';
import type { Network } from '../models/network';
import { loadModel } from '../models/saved-model';
import { canWidenXception, widenXception } from '../models/widen-xception';

/** Where a training's weights come from. */
export interface FirstWeights {
  /** A model or run folder of the same network, or of a narrower Xception; null for random weights. */
  startFrom: string | null;
  seed: number;
}

/**
 * The weights that a training starts from.
 * @param command who asks, for messages
 * @throws (rejects) InputError when the weights to start from are those of another network
 */
export async function firstWeights(command: string, { startFrom, seed }: FirstWeights, network: Network): Promise<WeightValues> {
  if (startFrom === null) return initialWeights(network, seed);
  const { built, weights } = await loadModel(startFrom);
  if (built.name === network.name && JSON.stringify(built.options) === JSON.stringify(network.options)) return weights;
  if (canWidenXception(built, network)) return widenXception({ built, weights }, network, initialWeights(network, seed));
  const expected = network.name === 'xception' ? 'the same network, or of one that is nowhere wider,' : 'the same network';
  throw new InputError(`${command}: expected weights of ${expected} in ${startFrom}, found ${built.name} ${JSON.stringify(built.options)}`);
}
