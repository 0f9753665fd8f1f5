import { followValues, startSession, tf, type FeedSpec, type FeedValues, type FetchedValues, type Precision, type Session, type SessionFunction, type StartSessionOptions, type Tensor, type Variable } from '../backend';
import type { WeightValues } from '../models/initial-weights';
import { forwardOutputs, networkWeights, sizeOf, type NamedWeight, type Network } from '../models/network';
import type { Optimizer } from './optimizer';

/** What a step makes smaller, and what else it tells. */
export interface Objective {
  /** What a step is fed with; `seed`, `learningRate` and `keep` are the learner's own. */
  feeds: Record<string, FeedSpec>;
  /**
   * Computes the loss from the feeds.
   * @param forward all outputs of the network in training mode for images float32 [batch, height, width, channels]; call it once
   * @returns `loss`, a scalar to which the learner adds the weights' L2 penalties, and any other tensors by name
   */
  measure(feeds: Record<string, Tensor>, forward: (images: Tensor) => Record<string, Tensor>): { loss: Tensor } & Record<string, Tensor>;
}

export interface LearnerOptions extends StartSessionOptions {
  network: Network;
  weights: WeightValues;
  optimizer: Optimizer;
  /** Share of the running averages that is kept at each step; null for none. With averages, `weights` and inference use them. */
  averageDecay: number | null;
  /** What the products of a step are computed in; inference and the weights stay float32. Default float32. */
  precision?: Precision;
  /** Kinds of step by name: one for each batch size, since shapes are part of the compiled graph. */
  objectives: Record<string, Objective>;
  /** What is computed without learning, by name, from the weights by full name. */
  inference?: (weights: Record<string, Tensor>) => Record<string, SessionFunction>;
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
/** float16 reaches down to 6e-8 only: losses are multiplied by this and gradients divided, so that small ones survive (Micikevicius et al. 2018). */
const FLOAT16_LOSS_SCALE = 1024;
/** Slot of the running averages. */
const AVERAGE = 'average';

/**
 * A network with its optimizer in one session: it takes steps towards an objective and computes with what it has learned.
 * The weights live in the session until `weights()` copies them out. It knows nothing of the task.
 */
export class Learner {
  readonly session: Session;
  private readonly variables: Record<string, Variable> = {};
  private readonly named: [string, NamedWeight][];

  /** @throws when an objective cannot be recorded in any mode; nothing is kept then */
  constructor(private readonly options: LearnerOptions) {
    const { network, weights, optimizer, averageDecay, objectives, inference } = options;
    this.named = [...networkWeights(network)];
    for (const [name, { shape, trainable }] of this.named) {
      this.variables[name] = newVariable(weights[name]!, shape, trainable);
      if (!trainable) continue;
      for (const slot of optimizer.slots) this.variables[besideName(name, slot)] = newVariable(new Float32Array(sizeOf(shape)), shape, false);
      if (averageDecay !== null) this.variables[besideName(name, AVERAGE)] = newVariable(weights[name]!, shape, false);
    }
    const functions = { ...inference?.(this.learned()), ...mapValues(objectives, (objective) => this.stepFunction(objective)) };
    try {
      this.session = startSession(this.variables, functions, options);
    } catch (error) {
      this.disposeVariables();
      throw error;
    }
  }

  /** Whether steps run as one compiled graph. */
  get compiled(): boolean {
    return this.session.compiled;
  }

  /**
   * Takes one training step.
   * @returns `loss` and the objective's other tensors, as they were before the weights were changed, row-major
   */
  step(objective: string, feeds: Record<string, FeedValues>, { step, learningRate, seed }: StepSettings): Record<string, FetchedValues> {
    const { optimizer, averageDecay } = this.options;
    const scalars = { learningRate, keep: Math.min(averageDecay ?? 0, (1 + step) / (AVERAGE_START + step)), ...optimizer.scalars(step) };
    return this.session.call(objective, { ...feeds, seed: Int32Array.from(seed), ...mapValues(scalars, (value) => Float32Array.of(value)) });
  }

  /** All numbers that training changes: weights by full name, the optimizer's and the averages as `<weight>/<slot>`. */
  state(): Record<string, Float32Array> {
    return this.session.read();
  }

  /** Sets weights and what is kept beside them; those not named keep theirs. */
  restore(state: Record<string, Float32Array>): void {
    this.session.write(state);
  }

  /** What was learned: the running averages where there are some, else the weights. */
  weights(): WeightValues {
    const state = this.session.read();
    return Object.fromEntries(this.named.map(([name]) => [name, state[besideName(name, AVERAGE)] ?? state[name]!]));
  }

  dispose(): void {
    this.session.dispose();
    this.disposeVariables();
  }

  private disposeVariables(): void {
    Object.values(this.variables).forEach((variable) => variable.dispose());
  }

  private learned(): Record<string, Variable> {
    return Object.fromEntries(this.named.map(([name]) => [name, this.variables[besideName(name, AVERAGE)] ?? this.variables[name]!]));
  }

  private stepFunction({ feeds, measure }: Objective): SessionFunction {
    const { network, optimizer, precision = 'float32' } = this.options;
    const lossScale = precision === 'float16' ? FLOAT16_LOSS_SCALE : 1;
    const scalar: FeedSpec = { dtype: 'float32', shape: [] };
    const scalars = mapValues(optimizer.scalars(1), () => scalar);
    const trainable = this.named.filter(([, weight]) => weight.trainable);
    return {
      precision,
      feeds: { ...feeds, seed: { dtype: 'int32', shape: [2] }, learningRate: scalar, keep: scalar, ...scalars },
      run: ({ seed, learningRate, keep, ...given }) => {
        const moving = new Map<number, { variable: Variable; value: Tensor }[]>();
        const follow = (weight: string, value: Tensor, share: number): void => {
          moving.set(share, [...(moving.get(share) ?? []), { variable: this.variables[weight]!, value: tf.keep(value) }]);
        };
        let told: Record<string, Tensor> = {};
        try {
          const { value, grads } = tf.variableGrads(() => {
            const { loss, ...others } = measure(given, (images) => forwardOutputs(network, images, this.variables, { training: true, seed: seed!, follow }));
            told = mapValues(others, (tensor) => tf.keep(tensor));
            return scaled(tf.add(loss, this.l2Penalty()), lossScale) as tf.Scalar;
          }, trainable.map(([name]) => this.variables[name]!));
          for (const [share, followed] of moving) followValues(followed, share);
          const updated = trainable.map(([name, weight]) => ({
            variable: this.variables[name]!,
            slots: optimizer.slots.map((slot) => this.variables[besideName(name, slot)]!),
            gradient: scaled(grads[this.variables[name]!.name]!, 1 / lossScale),
            decay: weight.name.endsWith('kernel') ? optimizer.weightDecay : 0,
            average: this.variables[besideName(name, AVERAGE)],
          }));
          optimizer.update(updated, { learningRate: learningRate!, keep: keep! }, given);
          return { loss: scaled(value, 1 / lossScale), ...mapValues(told, (tensor) => tf.clone(tensor)) };
        } finally {
          for (const { value } of [...moving.values()].flat()) value.dispose();
          Object.values(told).forEach((tensor) => tensor.dispose());
        }
      },
    };
  }

  /** Sum of squares times each weight's own factor, as Keras adds it to the loss. */
  private l2Penalty(): Tensor {
    const terms = this.named.flatMap(([name, { l2 }]) => (l2 ? [tf.mul(tf.sum(tf.square(this.variables[name]!)), l2)] : []));
    return terms.reduce((sum, term) => tf.add(sum, term), tf.scalar(0) as Tensor);
  }
}

function scaled(tensor: Tensor, factor: number): Tensor {
  return factor === 1 ? tensor : tf.mul(tensor, factor);
}

function besideName(weight: string, slot: string): string {
  return `${weight}/${slot}`;
}

function newVariable(values: Float32Array, shape: number[], trainable: boolean): Variable {
  return tf.tidy(() => tf.variable(tf.tensor(values.slice(), shape, 'float32'), trainable));
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
