import { InputError } from '../input-error';
import { fsrnet } from './fsrnet';
import { landmarkNetwork } from './landmark-network';
import { miniXception } from './mini-xception';
import { xception } from './xception';
import type { Network } from './network';

/** Classifiers by the name that configurations and model files use. */
const CLASSIFIERS: Record<string, (options: object) => Network> = {
  mini_XCEPTION: miniXception,
  xception,
};

/** All networks by that name. */
const NETWORKS: Record<string, (options: object) => Network> = {
  ...CLASSIFIERS,
  landmarks: landmarkNetwork,
  fsrnet,
};

/** Names of the classifiers that `buildNetwork` knows; it knows other networks too. */
export const NETWORK_NAMES = Object.keys(CLASSIFIERS);

/**
 * Builds a network by name.
 * @throws InputError for a name that is not known
 */
export function buildNetwork(name: string, options: object = {}): Network {
  const builder = Object.hasOwn(NETWORKS, name) ? NETWORKS[name] : undefined;
  if (!builder) throw new InputError(`buildNetwork: expected one of ${Object.keys(NETWORKS).join(', ')}, got ${name}`);
  return builder(options);
}
