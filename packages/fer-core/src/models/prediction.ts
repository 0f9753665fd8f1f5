import { tf, type Session, type SessionFunction, type Tensor } from '../backend';
import { forward, sizeOf, type Network } from './network';
import { preprocess, type InputRange } from './preprocess';

/** Images in one call; larger lists are taken in turn. A list's last images go one by one where they are few, else together. */
const MANY = 128;
const FEW = 8;

/**
 * The session functions of a network in inference mode that `predictAll` calls.
 * @param weights by full name; read at each call
 */
export function predictFunctions(network: Network, weights: Record<string, Tensor>, inputRange: InputRange): Record<string, SessionFunction> {
  const ofBatch = (batch: number): SessionFunction => ({
    feeds: { images: { dtype: 'uint8', shape: [batch, ...network.inputShape] } },
    run: ({ images }) => {
      const logits = forward(network, preprocess(images!, inputRange), weights, { training: false, follow: () => undefined });
      return { probabilities: tf.softmax(logits) };
    },
  });
  return { [`predict${MANY}`]: ofBatch(MANY), predict1: ofBatch(1) };
}

/**
 * Runs a session with `predictFunctions` over any number of images.
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
  for (let start = 0; start < count; ) {
    const size = count - start <= FEW ? 1 : Math.min(MANY, count - start);
    const values = predictBatch(session, images.subarray(start * imageSize, (start + size) * imageSize), size, imageSize);
    result.set(values.subarray(0, size * network.classes), start * network.classes);
    start += size;
  }
  return result;
}

function predictBatch(session: Session, images: Uint8Array, size: number, imageSize: number): Float32Array {
  const batch = size === 1 ? 1 : MANY;
  const padded = size === batch ? images : new Uint8Array(batch * imageSize);
  if (padded !== images) padded.set(images);
  return session.call(`predict${batch}`, { images: padded }).probabilities as Float32Array;
}
