import {
  followValues,
  randomView,
  softmaxCrossEntropy,
  startSession,
  tf,
  VIEW_NUMBERS,
  type FeedSpec,
  type Session,
  type SessionFunction,
  type StartSessionOptions,
  type Tensor,
  type Variable,
} from '../backend';
import type { WeightValues } from '../models/initial-weights';
import { forward, networkWeights, sizeOf, type NamedWeight, type Network } from '../models/network';
import { predictAll, predictFunctions } from '../models/prediction';
import { levelRange, type InputRange } from '../models/preprocess';
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

/** What changes from one step to the next. */
export interface StepSettings {
  /** Step number from 1, for Adam's bias correction. */
  step: number;
  learningRate: number;
  /** Two 31-bit numbers from which dropout is drawn. */
  seed: [number, number];
}

/** Running averages start short, so that the first random weights are forgotten: step t keeps at most (1 + t) / (10 + t). */
const AVERAGE_START = 10;

/**
 * A network with its optimizer, ready to take training steps and to predict.
 * The weights live in the session until `weights()` copies them out.
 */
export class Trainer {
  private readonly session: Session;
  private readonly variables: Record<string, Variable> = {};
  private readonly named: [string, NamedWeight][];

  constructor(private readonly options: TrainerOptions) {
    const { network, weights, optimizer, averageDecay, batchSizes } = options;
    this.named = [...networkWeights(network)];
    for (const [name, { shape, trainable }] of this.named) {
      this.variables[name] = newVariable(weights[name]!, shape, trainable);
      if (!trainable) continue;
      for (const slot of optimizer.slots) this.variables[besideName(name, slot)] = newVariable(new Float32Array(sizeOf(shape)), shape, false);
      if (averageDecay !== null) this.variables[besideName(name, AVERAGE)] = newVariable(weights[name]!, shape, false);
    }
    const functions = predictFunctions(network, this.judged(), options.inputRange);
    for (const size of new Set(batchSizes)) functions[`step${size}`] = this.stepFunction(size);
    this.session = startSession(this.variables, functions, options);
  }

  /** Whether steps run as one compiled graph. */
  get compiled(): boolean {
    return this.session.compiled;
  }

  /** Takes one training step. */
  step(batch: TrainingBatch, { step, learningRate, seed }: StepSettings): StepResult {
    const { optimizer, averageDecay } = this.options;
    const scalars = { learningRate, keep: Math.min(averageDecay ?? 0, (1 + step) / (AVERAGE_START + step)), ...optimizer.scalars(step) };
    const { loss, correct } = this.session.call(`step${batch.labels.length}`, {
      ...batch,
      seed: Int32Array.from(seed),
      ...mapValues(scalars, (value) => Float32Array.of(value)),
    });
    return { loss: loss![0]!, correct: correct![0]! };
  }

  /**
   * Probabilities of images, in inference mode.
   * @param images uint8 [count, height, width, channels]
   * @returns float32 [count, classes], row-major
   */
  predict(images: Uint8Array): Float32Array {
    return predictAll(this.session, this.options.network, images);
  }

  /** All numbers that training changes: weights by full name, the optimizer's and the averages as `<weight>/<slot>`. */
  state(): Record<string, Float32Array> {
    return this.session.read();
  }

  /** Sets weights and what is kept beside them; those not named keep theirs. */
  restore(state: Record<string, Float32Array>): void {
    this.session.write(state);
  }

  /** The weights that `predict` uses: the running averages where there are some. */
  weights(): WeightValues {
    const state = this.session.read();
    return Object.fromEntries(this.named.map(([name]) => [name, state[besideName(name, AVERAGE)] ?? state[name]!]));
  }

  dispose(): void {
    this.session.dispose();
    Object.values(this.variables).forEach((variable) => variable.dispose());
  }

  private judged(): Record<string, Variable> {
    return Object.fromEntries(this.named.map(([name]) => [name, this.variables[besideName(name, AVERAGE)] ?? this.variables[name]!]));
  }

  private stepFunction(batch: number): SessionFunction {
    const { network, optimizer, inputRange, mixes } = this.options;
    const scalar: FeedSpec = { dtype: 'float32', shape: [] };
    const feeds: Record<string, FeedSpec> = {
      images: { dtype: 'uint8', shape: [batch, ...network.inputShape] },
      views: { dtype: 'float32', shape: [batch, VIEW_NUMBERS] },
      labels: { dtype: 'int32', shape: [batch] },
      targets: { dtype: 'float32', shape: [batch, network.classes] },
      imageWeights: { dtype: 'float32', shape: [batch] },
      ...(mixes ? { mix: { dtype: 'float32', shape: [batch] } } : {}),
      seed: { dtype: 'int32', shape: [2] },
      learningRate: scalar,
      keep: scalar,
      ...mapValues(optimizer.scalars(1), () => scalar),
    };
    return {
      feeds,
      run: ({ images, views, labels, targets, imageWeights, mix, seed, learningRate, keep, ...scalars }) => {
        const seen = randomView(images!, views!, levelRange(inputRange));
        const x = mix ? mixed(seen, mix) : seen;
        const trainable = this.named.filter(([, { trainable }]) => trainable);
        const moving = new Map<number, { variable: Variable; value: Tensor }[]>();
        let logits: Tensor | undefined;
        const { value, grads } = tf.variableGrads(() => {
          const follow = (weight: string, tensor: Tensor, share: number): void => {
            const followed = moving.get(share) ?? [];
            followed.push({ variable: this.variables[weight]!, value: tf.keep(tensor) });
            moving.set(share, followed);
          };
          logits = tf.keep(forward(network, x, this.variables, { training: true, seed: seed!, follow }));
          return tf.add(softmaxCrossEntropy(logits, targets!, imageWeights!), this.l2Penalty()) as tf.Scalar;
        }, trainable.map(([name]) => this.variables[name]!));
        const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logits!, 1), labels!), 'float32'));
        for (const [share, followed] of moving) {
          followValues(followed, share);
          for (const { value } of followed) value.dispose();
        }
        logits!.dispose();
        const updated = trainable.map(([name, weight]) => ({
          variable: this.variables[name]!,
          slots: optimizer.slots.map((slot) => this.variables[besideName(name, slot)]!),
          gradient: grads[this.variables[name]!.name]!,
          decay: weight.name.endsWith('kernel') ? optimizer.weightDecay : 0,
          average: this.variables[besideName(name, AVERAGE)],
        }));
        optimizer.update(updated, { learningRate: learningRate!, keep: keep! }, scalars);
        return { loss: value, correct };
      },
    };
  }

  /** Sum of squares times each weight's own factor, as Keras adds it to the loss. */
  private l2Penalty(): Tensor {
    const terms = this.named.flatMap(([name, { l2 }]) => (l2 ? [tf.mul(tf.sum(tf.square(this.variables[name]!)), l2)] : []));
    return terms.reduce((sum, term) => tf.add(sum, term), tf.scalar(0) as Tensor);
  }
}

/** Each image's share of itself, the rest of its partner: the batch read backwards. */
function mixed(images: Tensor, mix: Tensor): Tensor {
  const share = tf.reshape(mix, [-1, 1, 1, 1]);
  return tf.add(tf.mul(images, share), tf.mul(tf.reverse(images, 0), tf.sub(1, share)));
}

/** Slot of the running averages. */
const AVERAGE = 'average';

function besideName(weight: string, slot: string): string {
  return `${weight}/${slot}`;
}

function newVariable(values: Float32Array, shape: number[], trainable: boolean): Variable {
  return tf.tidy(() => tf.variable(tf.tensor(values.slice(), shape, 'float32'), trainable));
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
