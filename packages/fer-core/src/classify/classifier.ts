import type { StartSessionOptions } from '../backend';
import { InputError } from '../input-error';
import { sizeOf } from '../models/network';
import { startNetworkAtWork } from '../models/network-at-work';
import { predictAll, predictFunctions, softmaxRows } from '../models/prediction';
import type { SavedModel } from '../models/saved-model';
import { startModelSession } from '../models/start-model-session';
import { averageOverViews, TEST_TIME_AVERAGING, viewCount, type TestTimeAveraging } from './test-time-averaging';

/** Images that are predicted, as views of fewer ones, before the next are taken: what is held in memory at once. */
const VIEWS_AT_ONCE = 1280;

export interface ClassifierOptions extends StartSessionOptions {
  /** Averages over views of each image; costs 2 or 10 times the time. Default `none`. */
  tta?: TestTimeAveraging;
}

/** A model ready to label images, compiled once. The caller disposes it. */
export class Classifier {
  private constructor(
    readonly model: SavedModel,
    /** The views that probabilities are averaged over. */
    readonly tta: TestTimeAveraging,
    /** Probabilities of images as they are. */
    private readonly predict: (images: Uint8Array) => Float32Array,
    /** Frees the network and its weights. */
    readonly dispose: () => void,
  ) {}

  /**
   * Starts the backend where that has not happened, and compiles the network.
   * @throws InputError when a weight is missing or has another shape, or `tta` is not known; nothing is left in memory then
   */
  static async create(model: SavedModel, { tta = 'none', ...options }: ClassifierOptions = {}): Promise<Classifier> {
    if (!TEST_TIME_AVERAGING.includes(tta)) {
      throw new InputError(`Classifier: expected tta to be one of ${TEST_TIME_AVERAGING.join(', ')}, got ${String(tta)}`);
    }
    const { built, inputRange } = model;
    const atWork = await startNetworkAtWork('Classifier', model, inputRange, options);
    if (atWork) return new Classifier(model, tta, (images) => softmaxRows(atWork.run(images).output!, built.classes), () => undefined);
    const { session, dispose } = await startModelSession('Classifier', model, (variables) => predictFunctions(built, variables, inputRange), options);
    return new Classifier(model, tta, (images) => predictAll(session, built, images), dispose);
  }

  /**
   * Probabilities of images.
   * @param images uint8 [count, height, width, channels] of the network's input size
   * @returns float32 [count, classes] in the order of `model.labels`
   * @throws InputError for no images, or bytes that are no whole number of images
   */
  probabilities(images: Uint8Array): Float32Array {
    const result = new Float32Array(this.countOf(images) * this.model.built.classes);
    for (const { first, values } of this.parts(images)) result.set(values, first * this.model.built.classes);
    return result;
  }

  /**
   * The same for many images: between parts of the work others get their turn, such as interrupts and messages of a notebook.
   * @param onProgress told after each part how many images are done
   * @throws (rejects) as `probabilities`
   */
  async probabilitiesOfMany(images: Uint8Array, onProgress?: (done: number) => void): Promise<Float32Array> {
    const { classes } = this.model.built;
    const result = new Float32Array(this.countOf(images) * classes);
    for (const { first, values } of this.parts(images)) {
      result.set(values, first * classes);
      onProgress?.(first + values.length / classes);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return result;
  }

  private countOf(images: Uint8Array): number {
    const { inputShape } = this.model.built;
    const count = images.length / sizeOf(inputShape);
    if (count === 0) throw new InputError('Classifier: expected at least one image, got none');
    if (!Number.isInteger(count)) throw new InputError(`Classifier: expected images of ${inputShape.join('×')} bytes, got ${images.length} bytes`);
    return count;
  }

  /** Predicts part after part; `first` is the index of a part's first image. */
  private *parts(images: Uint8Array): Generator<{ first: number; values: Float32Array }> {
    const { built } = this.model;
    const [height, width, channels] = built.inputShape as [number, number, number];
    const count = Math.floor(VIEWS_AT_ONCE / viewCount(this.tta));
    const bytes = count * sizeOf(built.inputShape);
    for (let first = 0, start = 0; start < images.length; first += count, start += bytes) {
      const some = images.subarray(start, start + bytes);
      const values = averageOverViews(some, { height, width, channels }, this.tta, this.predict);
      yield { first, values };
    }
  }
}
