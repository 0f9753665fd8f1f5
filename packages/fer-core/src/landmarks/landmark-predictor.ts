import { tf, type Session, type SessionFunction, type Tensor } from '../backend';
import { imageBatches } from '../models/image-batches';
import { forwardOutputs, sizeOf, type Network } from '../models/network';
import type { ModelAtWork } from '../models/network-at-work';
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
/** The same beside JavaScript's thread; the crops must not change until the promise is kept. */
export type PredictCropsBeside = (crops: Uint8Array) => Promise<CropPrediction>;

/** What the landmark network reads. */
export const LANDMARK_RANGE = 'unit';

/** Crops in one call; one alone would take longer than two. */
const SIZES = [2, 8] as const;

/**
 * The session functions of a landmark network that `cropPredictor` calls.
 * @param weights by full name; read at each call
 */
export function landmarkFunctions(network: Network, weights: Record<string, Tensor>): Record<string, SessionFunction> {
  const ofBatch = (batch: number): SessionFunction => ({
    feeds: { images: { dtype: 'uint8', shape: [batch, ...network.inputShape] } },
    run: ({ images }) => {
      const { points, quality } = forwardOutputs(network, preprocess(images!, LANDMARK_RANGE), weights, { training: false, follow: () => undefined });
      return { points: points!, confidence: tf.sigmoid(tf.squeeze(quality!, [1])) };
    },
  });
  return Object.fromEntries(SIZES.map((size) => [`points${size}`, ofBatch(size)]));
}

/** Calls a session with `landmarkFunctions` for any number of crops. */
export function cropPredictor(session: Session, network: Network): PredictCrops {
  const pixels = sizeOf(network.inputShape);
  const numbers = sizeOf(network.outputs.points!.shape);
  return (crops) => {
    const count = crops.length / pixels;
    if (!Number.isInteger(count)) throw new Error(`cropPredictor: expected whole crops of ${pixels} bytes, got ${crops.length} bytes`);
    const result: CropPrediction = { points: new Float32Array(count * numbers), confidence: new Float32Array(count) };
    for (const { first, count: some, size } of imageBatches(count, SIZES)) {
      const images = new Uint8Array(size * pixels);
      images.set(crops.subarray(first * pixels, (first + some) * pixels));
      const { points, confidence } = session.call(`points${size}`, { images });
      result.points.set(points!.subarray(0, some * numbers), first * numbers);
      result.confidence.set(confidence!.subarray(0, some), first);
    }
    return result;
  };
}

/** The same with a network at work. */
export function predictorAtWork({ run, runBeside }: ModelAtWork): { predict: PredictCrops; predictBeside: PredictCropsBeside } {
  const prediction = ({ points, quality }: Record<string, Float32Array>): CropPrediction => ({ points: points!, confidence: quality!.map((logit) => 1 / (1 + Math.exp(-logit))) });
  return { predict: (crops) => prediction(run(crops)), predictBeside: async (crops) => prediction(await runBeside(crops)) };
}
