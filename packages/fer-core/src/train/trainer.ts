import { randomView, softmaxCrossEntropy, tf, VIEW_NUMBERS, type Precision, type SessionFunction, type StartSessionOptions, type Tensor } from '../backend';
import type { WeightValues } from '../models/initial-weights';
import type { Network } from '../models/network';
import { predictAll, predictFunctions } from '../models/prediction';
import { levelRange, type InputRange } from '../models/preprocess';
import { Learner, type Objective, type StepSettings } from './learner';
import type { Optimizer } from './optimizer';
import type { Targets } from './targets';

export interface TrainerOptions extends StartSessionOptions {
  network: Network;
  weights: WeightValues;
  optimizer: Optimizer;
  inputRange: InputRange;
  /** Whether images are mixed with partners; otherwise `mix` is not looked at. */
  mixes: boolean;
  /** Share of the running averages that is kept at each step; null for none. With averages, `predict` and `weights` use them. */
  averageDecay: number | null;
  /** What the products of a step are computed in; default float32. */
  precision?: Precision;
  /** Sizes of the training batches that will be asked for: the usual one and the last, partial one of an epoch. */
  batchSizes: number[];
}

/** What one step learns from. */
export interface TrainingBatch extends Targets {
  /** uint8 [batch, height, width, channels] */
  images: Uint8Array;
  /** int32 [batch], to count right answers by */
  labels: Int32Array;
  /** float32 [batch, VIEW_NUMBERS], how each image is changed; see `drawViews` */
  views: Float32Array;
}

/** Loss and number of right answers of one batch, before the weights were changed. */
export interface StepResult {
  /** Cross-entropy plus L2 penalties, averaged over the batch. */
  loss: number;
  correct: number;
}

/** A classifier that learns: takes training steps on labelled images, and predicts. */
export class Trainer {
  private readonly learner: Learner;

  constructor(private readonly options: TrainerOptions) {
    const { network, inputRange, batchSizes, mixes } = options;
    const objectives = [...new Set(batchSizes)].map((batch) => [`step${batch}`, classification(network, batch, inputRange, mixes)]);
    this.learner = new Learner({
      ...options,
      objectives: Object.fromEntries(objectives) as Record<string, Objective>,
      inference: (weights) => ({ ...predictFunctions(network, weights, inputRange), view: viewFunction(network.inputShape) }),
    });
  }

  /** Whether steps run as one compiled graph. */
  get compiled(): boolean {
    return this.learner.compiled;
  }

  /** Takes one training step. */
  step(batch: TrainingBatch, settings: StepSettings): StepResult {
    const { loss, correct } = this.learner.step(`step${batch.labels.length}`, { ...batch }, settings);
    return { loss: loss![0]!, correct: correct![0]! };
  }

  /**
   * Probabilities of images, in inference mode.
   * @param images uint8 [count, height, width, channels]
   * @returns float32 [count, classes], row-major
   */
  predict(images: Uint8Array): Float32Array {
    return predictAll(this.learner.session, this.options.network, images);
  }

  /**
   * An image as a training step sees it, before it is brought into the network's input range.
   * @param image uint8 [height, width, channels]
   * @param view float32 [VIEW_NUMBERS]
   * @returns uint8 [height, width, channels]
   */
  view(image: Uint8Array, view: Float32Array): Uint8Array {
    return Uint8Array.from(this.learner.session.call('view', { image, view }).seen!, Math.round);
  }

  /** See `Learner.state`. */
  state(): Record<string, Float32Array> {
    return this.learner.state();
  }

  /** See `Learner.restore`. */
  restore(state: Record<string, Float32Array>): void {
    this.learner.restore(state);
  }

  /** The weights that `predict` uses: the running averages where there are some. */
  weights(): WeightValues {
    return this.learner.weights();
  }

  dispose(): void {
    this.learner.dispose();
  }
}

function viewFunction(inputShape: number[]): SessionFunction {
  return {
    feeds: { image: { dtype: 'uint8', shape: [1, ...inputShape] }, view: { dtype: 'float32', shape: [1, VIEW_NUMBERS] } },
    run: ({ image, view }) => ({ seen: randomView(image!, view!, { scale: 1, shift: 0 }) }),
  };
}

/** Cross-entropy of randomly changed, perhaps mixed images. */
function classification(network: Network, batch: number, inputRange: InputRange, mixes: boolean): Objective {
  return {
    feeds: {
      images: { dtype: 'uint8', shape: [batch, ...network.inputShape] },
      views: { dtype: 'float32', shape: [batch, VIEW_NUMBERS] },
      labels: { dtype: 'int32', shape: [batch] },
      targets: { dtype: 'float32', shape: [batch, network.classes] },
      imageWeights: { dtype: 'float32', shape: [batch] },
      ...(mixes ? { mix: { dtype: 'float32', shape: [batch] } } : {}),
    },
    measure: ({ images, views, labels, targets, imageWeights, mix }, forward) => {
      const seen = randomView(images!, views!, levelRange(inputRange));
      const logits = forward(mix ? mixed(seen, mix) : seen).output!;
      return {
        loss: softmaxCrossEntropy(logits, targets!, imageWeights!),
        correct: tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels!), 'float32')),
      };
    },
  };
}

/** Each image's share of itself, the rest of its partner: the batch read backwards. */
function mixed(images: Tensor, mix: Tensor): Tensor {
  const share = tf.reshape(mix, [-1, 1, 1, 1]);
  return tf.add(tf.mul(images, share), tf.mul(tf.reverse(images, 0), tf.sub(1, share)));
}
