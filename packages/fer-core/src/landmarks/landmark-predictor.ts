import { tf, type Session, type SessionFunction, type Tensor } from '../backend';
import { forwardOutputs, sizeOf, type Network } from '../models/network';
import { preprocess } from '../models/preprocess';

/** What the landmark network says about crops. */
export interface CropPrediction {
  /** float32 [count, points, 3]: x, y in pixels of the crop, variance of the votes. */
  points: Float32Array;
  /** float32 [count], in [0, 1]. */
  confidence: Float32Array;
}

/** Predicts crops uint8 [count, size, size, 1]. */
export type PredictCrops = (crops: Uint8Array) => CropPrediction;

/** Crops in one call; one that is left over goes alone, more go together. One alone costs as much as four of many. */
const MANY = 8;
const FEW = 1;

/**
 * The session functions of a landmark network that `cropPredictor` calls.
 * @param weights by full name; read at each call
 */
export function landmarkFunctions(network: Network, weights: Record<string, Tensor>): Record<string, SessionFunction> {
  const ofBatch = (batch: number): SessionFunction => ({
    feeds: { images: { dtype: 'uint8', shape: [batch, ...network.inputShape] } },
    run: ({ images }) => {
      const { points, quality } = forwardOutputs(network, preprocess(images!, 'unit'), weights, { training: false, follow: () => undefined });
      return { points: points!, confidence: tf.sigmoid(tf.squeeze(quality!, [1])) };
    },
  });
  return { [`points${MANY}`]: ofBatch(MANY), points1: ofBatch(1) };
}

/** Calls a session with `landmarkFunctions` for any number of crops. */
export function cropPredictor(session: Session, network: Network): PredictCrops {
  const pixels = sizeOf(network.inputShape);
  const numbers = sizeOf(network.outputs.points!.shape);
  return (crops) => {
    const count = crops.length / pixels;
    if (!Number.isInteger(count)) throw new Error(`cropPredictor: expected whole crops of ${pixels} bytes, got ${crops.length} bytes`);
    const result: CropPrediction = { points: new Float32Array(count * numbers), confidence: new Float32Array(count) };
    for (let start = 0; start < count; ) {
      const size = count - start <= FEW ? 1 : Math.min(MANY, count - start);
      const batch = size === 1 ? 1 : MANY;
      const images = new Uint8Array(batch * pixels);
      images.set(crops.subarray(start * pixels, (start + size) * pixels));
      const { points, confidence } = session.call(`points${batch}`, { images });
      result.points.set(points!.subarray(0, size * numbers), start * numbers);
      result.confidence.set(confidence!.subarray(0, size), start);
      start += size;
    }
    return result;
  };
}
