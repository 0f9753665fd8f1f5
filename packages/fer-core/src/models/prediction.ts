import { tf, type Session, type SessionFunction, type Tensor } from '../backend';
import { forward, sizeOf, type Network } from './network';
import { preprocess, type InputRange } from './preprocess';

/** Images in one call; larger lists are taken in turn. */
const BATCH = 128;

/**
 * The session function `predict` of a network in inference mode.
 * @param weights by full name; read at each call
 */
export function predictFunction(network: Network, weights: Record<string, Tensor>, inputRange: InputRange): SessionFunction {
  return {
    feeds: { images: { dtype: 'uint8', shape: [BATCH, ...network.inputShape] } },
    run: ({ images }) => {
      const logits = forward(network, preprocess(images!, inputRange), weights, { training: false, follow: () => undefined });
      return { probabilities: tf.softmax(logits) };
    },
  };
}

/**
 * Runs a session's `predict` function over any number of images; the last batch is padded.
 * @param images uint8 [count, height, width, channels]
 * @returns float32 [count, classes], row-major
 */
export function predictAll(session: Session, network: Network, images: Uint8Array): Float32Array {
  const imageSize = sizeOf(network.inputShape);
  const count = images.length / imageSize;
  if (!Number.isInteger(count)) {
    throw new Error(`predictAll: expected whole images of ${imageSize} bytes, got ${images.length} bytes`);
  }
  const result = new Float32Array(count * network.classes);
  for (let start = 0; start < count; start += BATCH) {
    const size = Math.min(BATCH, count - start);
    let batch = images.subarray(start * imageSize, (start + size) * imageSize);
    if (size < BATCH) {
      const padded = new Uint8Array(BATCH * imageSize);
      padded.set(batch);
      batch = padded;
    }
    const { probabilities } = session.call('predict', { images: batch });
    result.set((probabilities as Float32Array).subarray(0, size * network.classes), start * network.classes);
  }
  return result;
}
