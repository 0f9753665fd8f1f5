import { tf, type Session, type SessionFunction, type Tensor } from '../backend';
import { imageBatches } from './image-batches';
import { forward, sizeOf, type Network } from './network';
import { preprocess, type InputRange } from './preprocess';

/** Images in one call. One image alone would take longer than two: for a single one TensorFlow's convolutions choose a slower way. */
const SIZES = [2, 8, 128] as const;

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
  return Object.fromEntries(SIZES.map((size) => [`predict${size}`, ofBatch(size)]));
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
  for (const { first, count: some, size } of imageBatches(count, SIZES)) {
    const part = images.subarray(first * imageSize, (first + some) * imageSize);
    const padded = some === size ? part : new Uint8Array(size * imageSize);
    if (padded !== part) padded.set(part);
    const probabilities = session.call(`predict${size}`, { images: padded }).probabilities as Float32Array;
    result.set(probabilities.subarray(0, some * network.classes), first * network.classes);
  }
  return result;
}

/** The softmax of each row. @param logits [count, classes], overwritten @returns the same */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  for (let first = 0; first < logits.length; first += classes) {
    const row = logits.subarray(first, first + classes);
    const most = Math.max(...row);
    row.forEach((value, index) => (row[index] = Math.exp(value - most)));
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, index) => (row[index] = value / sum));
  }
  return logits;
}
