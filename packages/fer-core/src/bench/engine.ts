/** Everything that the benchmarks use of training and backend; when those change, this file follows. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isNative, softmaxCrossEntropy, startBackend, startSession, tf, type SessionFunction, type Tensor, type Variable } from '../backend';
import { Classifier } from '../classify/classifier';
import { EXPRESSIONS } from '../expressions';
import { initialWeights } from '../models/initial-weights';
import { forward, networkWeights, type Network } from '../models/network';
import { preprocess } from '../models/preprocess';
import { NO_AUGMENTATION } from '../train/augmentation';
import { epochOrder, takeBatch } from '../train/batches';
import { adam } from '../train/optimizer';
import { Trainer } from '../train/trainer';
import { train } from '../train/training';
import { resolveTrainingConfig } from '../train/training-config';
import type { TrainingData } from '../train/training-loop';
import { benchImages, noiseBatches } from './bench-images';

/** Rounds of one kind of work. */
export interface Work {
  /** Does one round. @returns a number that came out of it. */
  round(taken: number): number;
  dispose(): void;
}

const INPUT_RANGE = 'symmetric';
const SEED = 1;
const LEARNING_RATE = 1e-3;

/** Starts the backend. @throws when TensorFlow's library is not there: times of the way out would say nothing. */
export async function startEngine(): Promise<{ threads: number; versions: Record<string, string> }> {
  const { threads, versions, warning } = await startBackend();
  if (!isNative()) throw new Error(warning ?? 'expected the native backend, got another');
  return { threads, versions: { node: versions.node, tfjs: versions.tfjs, tensorflow: versions.tensorflow ?? 'unknown' } };
}

/** Training steps on noise: bytes in host memory in, the loss out. */
export function trainSteps(network: Network, batch: number, mode: 'compiled' | 'eager', augmented = false): Work {
  const trainer = new Trainer({
    network,
    weights: initialWeights(network, SEED),
    optimizer: adam(),
    inputRange: INPUT_RANGE,
    augmentation: augmented ? resolveTrainingConfig({}).augmentation! : NO_AUGMENTATION,
    batchSizes: [batch],
    mode,
    onFallback: refuse,
  });
  const batches = noiseBatches(batch, network.inputShape, network.classes);
  return {
    round(taken) {
      const { images, labels } = batches[taken % batches.length]!;
      return trainer.step(images, labels, { step: taken + 1, learningRate: LEARNING_RATE, seed: [SEED, taken + 1] }).loss;
    },
    dispose: () => trainer.dispose(),
  };
}

/** Predictions as `Classifier` gives them: bytes in host memory in, probabilities in host memory out. */
export async function predictions(network: Network, networkName: string, batch: number, mode: 'compiled' | 'eager'): Promise<Work> {
  const classifier = await Classifier.create(
    {
      network: networkName,
      networkOptions: network.options,
      inputRange: INPUT_RANGE,
      labels: [...EXPRESSIONS],
      weightsSha256: '',
      training: {},
      built: network,
      weights: initialWeights(network, SEED),
    },
    { mode, onFallback: refuse },
  );
  const batches = noiseBatches(batch, network.inputShape, network.classes);
  return { round: (taken) => classifier.probabilities(batches[taken % batches.length]!.images)[0]!, dispose: () => classifier.dispose() };
}

/** Gathering shuffled batches alone, as the training loop does it before each step. */
export function dataBatches(network: Network, batch: number): Work {
  const data = benchImages('train', Math.max(4096, batch), network.inputShape);
  const order = epochOrder(data.count, SEED, 0);
  const batches = Math.floor(data.count / batch);
  return {
    round: (taken) => takeBatch(data, order.subarray((taken % batches) * batch, ((taken % batches) + 1) * batch)).labels[0]!,
    dispose: () => undefined,
  };
}

/**
 * The first parts of the training step as a graph of their own: the loss of a batch in training mode,
 * and with `backward` also every gradient, which is kept but changes nothing.
 */
export function stepWithoutUpdate(network: Network, batch: number, backward: boolean): Work {
  const weights = initialWeights(network, SEED);
  const variables: Record<string, Variable> = {};
  const specs = [...networkWeights(network)];
  const trainable = specs.filter(([, spec]) => spec.trainable).map(([name]) => name);
  for (const [name, { shape, trainable: learns }] of specs) {
    variables[name] = tf.tidy(() => tf.variable(tf.tensor(weights[name]!.slice(), shape, 'float32'), learns));
    if (backward && learns) variables[`${name}/gradient`] = tf.tidy(() => tf.variable(tf.zeros(shape), false));
  }
  const lossOf = (images: Tensor, labels: Tensor): Tensor => {
    const targets = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), network.classes), 'float32');
    const logits = forward(network, preprocess(images, INPUT_RANGE), variables, {
      training: true,
      seed: tf.tensor1d([SEED, SEED], 'int32'),
      assign: (weight, value) => variables[weight]!.assign(tf.keep(value)),
    });
    const penalties = specs.filter(([, { l2 }]) => l2).map(([name, { l2 }]) => tf.mul(tf.sum(tf.square(variables[name]!)), l2!));
    return penalties.reduce((sum, term) => tf.add(sum, term), softmaxCrossEntropy(logits, targets));
  };
  const step: SessionFunction = {
    feeds: { images: { dtype: 'uint8', shape: [batch, ...network.inputShape] }, labels: { dtype: 'int32', shape: [batch] } },
    run: ({ images, labels }) => {
      if (!backward) return { loss: lossOf(images!, labels!) };
      const { value, grads } = tf.variableGrads(() => lossOf(images!, labels!) as tf.Scalar, trainable.map((name) => variables[name]!));
      for (const name of trainable) variables[`${name}/gradient`]!.assign(grads[variables[name]!.name]!);
      return { loss: value };
    },
  };
  const session = startSession(variables, { step }, { onFallback: refuse });
  const batches = noiseBatches(batch, network.inputShape, network.classes);
  return {
    round: (taken) => session.call('step', { ...batches[taken % batches.length]! }).loss![0]!,
    dispose() {
      session.dispose();
      Object.values(variables).forEach((variable) => variable.dispose());
    },
  };
}

/**
 * Whole epochs as `fer train` does them, with data order, augmentation, validation, checkpoint and log.
 * Every call is a training of its own; its first epoch, which compiles, is not counted.
 */
export async function measureEpochs(
  { network, networkOptions, batch, augmentation }: { network: string; networkOptions: Record<string, unknown>; batch: number; augmentation: boolean },
  data: TrainingData,
  n: number,
): Promise<{ ms: number[]; result: number }> {
  const run = await mkdtemp(path.join(os.tmpdir(), 'fer-bench-'));
  const ms: number[] = [];
  try {
    const config = { network, networkOptions, batchSize: batch, epochs: n + 1, ...(augmentation ? {} : { augmentation: null }) };
    const { history } = await train(config, data, { run, onWarning: refuse, onEpoch: (logs) => ms.push(logs.ms) }).done;
    return { ms: ms.slice(1), result: history.at(-1)!.valLoss };
  } finally {
    await rm(run, { recursive: true, force: true });
  }
}

/** Floating-point operations of one round of `multiplyMatrices`. */
export const MATRIX_FLOPS = 2 * 2048 ** 3;

/** A plain float32 matrix multiply, the yardstick for arithmetic. */
export function multiplyMatrices(): Work {
  const [a, b] = [tf.randomUniform([2048, 2048], -1, 1), tf.randomUniform([2048, 2048], -1, 1)] as [Tensor, Tensor];
  return {
    round: () => tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]).dataSync()[0]!),
    dispose: () => tf.dispose([a, b]),
  };
}

function refuse(reason: string): never {
  throw new Error(reason);
}
