import { InputError } from '../input-error';
import { miniXception } from './mini-xception';
import { xception } from './xception';
import type { Network } from './network';

/** Network builders by the name that configurations and model files use. */
const NETWORKS: Record<string, (options: object) => Network> = {
  mini_XCEPTION: miniXception,
  xception,
};

/** Names that `buildNetwork` knows. */
export const NETWORK_NAMES = Object.keys(NETWORKS);

/**
 * Builds a network by name.
 * @throws InputError for a name that is not known
 */
export function buildNetwork(name: string, options: object = {}): Network {
  const builder = Object.hasOwn(NETWORKS, name) ? NETWORKS[name] : undefined;
  if (!builder) throw new InputError(`buildNetwork: expected one of ${NETWORK_NAMES.join(', ')}, got ${name}`);
  return builder(options);
}
