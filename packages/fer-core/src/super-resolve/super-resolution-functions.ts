import { tf, type Session, type SessionFunction, type Tensor } from '../backend';
import { imageBatches } from '../models/image-batches';
import { forwardOutputs, sizeOf, type Network } from '../models/network';

/** What a network makes of one enlarged face. */
export interface SuperResolved {
  /** float32 [128, 128, 3], the coarse network's picture, levels as of `fine`. */
  readonly coarse: Float32Array;
  /** float32 [128, 128, 3], levels 0 … 255, neither rounded nor clipped. */
  readonly fine: Float32Array;
  /** float32 [side, side, landmarks], the prior network's heat maps; absent where it has none. */
  readonly heatmaps?: Float32Array;
  /** float32 [side, side, regions], its parsing maps; absent where it has none. */
  readonly parsing?: Float32Array;
}

/** Faces in one call. */
const SIZES = [1, 8] as const;

/** Session functions that `superResolveAll` calls. @param weights by full name; read at each call */
export function superResolutionFunctions(network: Network, weights: Record<string, Tensor>): Record<string, SessionFunction> {
  const ofBatch = (batch: number): SessionFunction => ({
    feeds: { enlarged: { dtype: 'uint8', shape: [batch, ...network.inputShape] } },
    run: ({ enlarged }) => {
      const { coarse, fine, heatmaps, parsing } = forwardOutputs(network, tf.mul(enlarged!, 1 / 255), weights, { training: false, follow: () => undefined });
      return { coarse: tf.mul(coarse!, 255), fine: tf.mul(fine!, 255), ...(heatmaps ? { heatmaps } : {}), ...(parsing ? { parsing } : {}) };
    },
  });
  return Object.fromEntries(SIZES.map((size) => [`superResolve${size}`, ofBatch(size)]));
}

/**
 * Runs a session with `superResolutionFunctions` over any number of faces.
 * @param enlarged uint8 [128, 128, 3] each
 */
export function superResolveAll(session: Session, network: Network, enlarged: readonly Uint8Array[]): SuperResolved[] {
  const bytes = sizeOf(network.inputShape);
  const results: SuperResolved[] = [];
  for (const { first, count, size } of imageBatches(enlarged.length, SIZES)) {
    const feed = new Uint8Array(size * bytes);
    enlarged.slice(first, first + count).forEach((pixels, i) => feed.set(pixels, i * bytes));
    const outputs = Object.entries(session.call(`superResolve${size}`, { enlarged: feed }));
    for (let i = 0; i < count; i++) {
      const own = outputs.map(([name, values]) => [name, values.slice((i * values.length) / size, ((i + 1) * values.length) / size)] as const);
      results.push(Object.fromEntries(own) as unknown as SuperResolved);
    }
  }
  return results;
}
