import { softmaxCrossEntropy, startSession, tf, type FeedSpec, type Session, type SessionFunction, type StartSessionOptions, type Tensor, type Variable } from '../backend';
import type { WeightValues } from '../models/initial-weights';
import { forward, networkWeights, sizeOf, type Network } from '../models/network';
import { predictAll, predictFunction } from '../models/prediction';
import { preprocess, type InputRange } from '../models/preprocess';
import { augment, type Augmentation } from './augmentation';
import type { Optimizer } from './optimizer';

export interface TrainerOptions extends StartSessionOptions {
  network: Network;
  weights: WeightValues;
  optimizer: Optimizer;
  inputRange: InputRange;
  augmentation: Augmentation;
  /** Sizes of the training batches that will be asked for: the usual one and the last, partial one of an epoch. */
  batchSizes: number[];
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
  /** Two 31-bit numbers from which augmentation and dropout are drawn. */
  seed: [number, number];
}

/**
 * A network with its optimizer, ready to take training steps and to predict.
 * The weights live in the session until `weights()` copies them out.
 */
export class Trainer {
  private readonly session: Session;
  private readonly variables: Record<string, Variable>;


  constructor(private readonly options: TrainerOptions) {
    const { network, weights, optimizer, batchSizes } = options;
    this.variables = {};
    for (const [name, spec] of networkWeights(network)) {
      this.variables[name] = newVariable(weights[name]!, spec.shape, spec.trainable);
      if (!spec.trainable) continue;
      for (const slot of optimizer.slots) this.variables[slotName(name, slot)] = newVariable(new Float32Array(sizeOf(spec.shape)), spec.shape, false);
    }
    const functions: Record<string, SessionFunction> = { predict: predictFunction(network, this.variables, options.inputRange) };
    for (const size of new Set(batchSizes)) functions[`step${size}`] = this.stepFunction(size);
    this.session = startSession(this.variables, functions, options);
  }

  /** Whether steps run as one compiled graph. */
  get compiled(): boolean {
    return this.session.compiled;
  }

  /**
   * Takes one training step.
   * @param images uint8 [batch, height, width, channels]
   * @param labels int32 [batch]
   */
  step(images: Uint8Array, labels: Int32Array, { step, learningRate, seed }: StepSettings): StepResult {
    const scalars = Object.entries(this.options.optimizer.scalars(step)).map(([name, value]) => [name, Float32Array.of(value)] as const);
    const { loss, correct } = this.session.call(`step${labels.length}`, {
      images,
      labels,
      learningRate: Float32Array.of(learningRate),
      seed: Int32Array.from(seed),
      ...Object.fromEntries(scalars),
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

  /** All numbers that training changes: weights by full name, and the optimizer's as `<weight>/<slot>`. */
  state(): Record<string, Float32Array> {
    return this.session.read();
  }

  /** Sets weights and optimizer numbers; those not named keep theirs. */
  restore(state: Record<string, Float32Array>): void {
    this.session.write(state);
  }

  /** The network's weights alone. */
  weights(): WeightValues {
    const state = this.session.read();
    return Object.fromEntries([...networkWeights(this.options.network).keys()].map((name) => [name, state[name]!]));
  }

  dispose(): void {
    this.session.dispose();
    Object.values(this.variables).forEach((variable) => variable.dispose());
  }

  private stepFunction(batch: number): SessionFunction {
    const { network, optimizer, inputRange, augmentation } = this.options;
    const feeds: Record<string, FeedSpec> = {
      images: { dtype: 'uint8', shape: [batch, ...network.inputShape] },
      labels: { dtype: 'int32', shape: [batch] },
      learningRate: { dtype: 'float32', shape: [] },
      seed: { dtype: 'int32', shape: [2] },
    };
    for (const name of Object.keys(optimizer.scalars(1))) feeds[name] = { dtype: 'float32', shape: [] };
    return {
      feeds,
      run: ({ images, labels, learningRate, seed, ...scalars }) => {
        const x = preprocess(augment(images!, seed!, augmentation), inputRange);
        const targets = tf.cast(tf.oneHot(tf.cast(labels!, 'int32'), network.classes), 'float32');
        const trainable = [...networkWeights(network)].filter(([, { trainable }]) => trainable);
        const moving: [Variable, Tensor][] = [];
        let logits: Tensor | undefined;
        const { value, grads } = tf.variableGrads(() => {
          logits = tf.keep(forward(network, x, this.variables, {
            training: true,
            seed: seed!,
            assign: (weight, tensor) => moving.push([this.variables[weight]!, tf.keep(tensor)]),
          }));
          return tf.add(softmaxCrossEntropy(logits, targets), this.l2Penalty()) as tf.Scalar;
        }, trainable.map(([name]) => this.variables[name]!));
        const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logits!, 1), labels!), 'float32'));
        for (const [variable, tensor] of moving) {
          variable.assign(tensor);
          tensor.dispose();
        }
        logits!.dispose();
        for (const [name] of trainable) {
          const variable = this.variables[name]!;
          const slots = optimizer.slots.map((slot) => this.variables[slotName(name, slot)]!);
          optimizer.update(variable, slots, grads[variable.name]!, learningRate!, scalars);
        }
        return { loss: value, correct };
      },
    };
  }

  /** Sum of squares times each weight's own factor, as Keras adds it to the loss. */
  private l2Penalty(): Tensor {
    const terms: Tensor[] = [];
    for (const [name, { l2 }] of networkWeights(this.options.network)) {
      if (l2) terms.push(tf.mul(tf.sum(tf.square(this.variables[name]!)), l2));
    }
    return terms.reduce((sum, term) => tf.add(sum, term), tf.scalar(0) as Tensor);
  }
}

function slotName(weight: string, slot: string): string {
  return `${weight}/${slot}`;
}

function newVariable(values: Float32Array, shape: number[], trainable: boolean): Variable {
  return tf.tidy(() => tf.variable(tf.tensor(values.slice(), shape, 'float32'), trainable));
}
