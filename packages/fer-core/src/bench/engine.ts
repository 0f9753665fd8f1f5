/** Everything that the benchmarks use of training and backend; when those change, this file follows. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isNative, randomView, startBackend, startSession, tf, VIEW_NUMBERS, type Precision, type SessionFunction, type Tensor } from '../backend';
import { Classifier } from '../classify/classifier';
import { EXPRESSIONS } from '../expressions';
import { initialWeights } from '../models/initial-weights';
import { networkWeights, type Network } from '../models/network';
import { levelRange } from '../models/preprocess';
import { photoOf } from '../super-resolve/bicubic';
import { FACE_SIDE } from '../super-resolve/degrade';
import { superResolutionFunctions, superResolveAll } from '../super-resolve/super-resolution-functions';
import { drawViews, NO_AUGMENTATION, seededDraw } from '../train/augmentation';
import { epochOrder, takeBatch } from '../train/batches';
import { adam, type Optimizer } from '../train/optimizer';
import { TargetMaker } from '../train/targets';
import { Trainer, type TrainingBatch } from '../train/trainer';
import { train } from '../train/training';
import { resolveTrainingConfig } from '../train/training-config';
import type { TrainingData } from '../train/training-loop';
import { benchImages, noiseBatches } from './bench-images';

/** Rounds of one kind of work. */
export interface Work {
  /** Does one round. @returns a number that came out of it. */
  round(taken: number): number | Promise<number>;
  dispose(): void | Promise<void>;
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

/** What a training step does with its gradients: Adam changes the weights, or they are only computed, or not even that. */
export type StepPart = 'forward' | 'backward' | 'whole';

/** Keeps every gradient and changes nothing. */
const KEEP_GRADIENTS: Optimizer = {
  slots: ['gradient'],
  weightDecay: 0,
  scalars: () => ({}),
  update: (updated) => updated.forEach(({ slots, gradient }) => slots[0]!.assign(gradient)),
};

/** Asks for no gradient, so that the compiled graph computes none. */
const NO_GRADIENTS: Optimizer = { slots: [], weightDecay: 0, scalars: () => ({}), update: () => undefined };

const OPTIMIZERS: Record<StepPart, Optimizer> = { forward: NO_GRADIENTS, backward: KEEP_GRADIENTS, whole: adam() };

export interface TrainStepsOptions {
  /** Default compiled. */
  mode?: 'compiled' | 'eager';
  /** Default whole. */
  part?: StepPart;
  /** Default float32. */
  precision?: Precision;
}

/** Training steps on noise that is not augmented: bytes in host memory in, the loss out. */
export function trainSteps(network: Network, batch: number, { mode = 'compiled', part = 'whole', precision }: TrainStepsOptions = {}): Work {
  const trainer = new Trainer({
    network,
    weights: initialWeights(network, SEED),
    optimizer: OPTIMIZERS[part],
    inputRange: INPUT_RANGE,
    mixes: false,
    averageDecay: null,
    batchSizes: [batch],
    precision,
    mode,
    onFallback: refuse,
  });
  const batches = noiseBatches(batch, network.inputShape, network.classes).map(({ images, labels }): TrainingBatch => {
    const targets = new Float32Array(batch * network.classes);
    labels.forEach((label, image) => (targets[image * network.classes + label] = 1));
    const ones = new Float32Array(batch).fill(1);
    return { images, labels, targets, imageWeights: ones, mix: ones, views: drawViews(batch, network.inputShape, NO_AUGMENTATION, Math.random) };
  });
  return {
    round: (taken) => trainer.step(batches[taken % batches.length]!, { step: taken + 1, learningRate: LEARNING_RATE, seed: [SEED, taken + 1] }).loss,
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
  return { round: async (taken) => (await classifier.probabilities(batches[taken % batches.length]!.images))[0]!, dispose: () => classifier.dispose() };
}

/** Super-resolution as `FaceSuperResolver` does it without mirroring: bytes of enlarged faces in, bytes of sharp ones out. */
export function superResolutions(network: Network, batch: number, mode: 'compiled' | 'eager'): Work {
  const weights = initialWeights(network, SEED);
  const variables = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tidy(() => tf.variable(tf.tensor(weights[name]!, shape), false))]));
  const session = startSession(variables, superResolutionFunctions(network, variables), { mode, onFallback: refuse });
  const size = network.inputShape.reduce((product, length) => product * length, 1);
  const batches = noiseBatches(batch, network.inputShape, 1).map(({ images }) => Array.from({ length: batch }, (_, i) => images.subarray(i * size, (i + 1) * size)));
  return {
    round: (taken) => superResolveAll(session, network, batches[taken % batches.length]!).map(({ fine }) => photoOf(fine, FACE_SIDE, FACE_SIDE))[0]!.pixels[0]!,
    dispose: () => {
      session.dispose();
      Object.values(variables).forEach((variable) => variable.dispose());
    },
  };
}

/** Everything that training can do to an image, so that what is measured is the most that it costs. */
const ALL_AUGMENTATION = resolveTrainingConfig({
  augmentation: { rotationRange: 15, shearRange: 8, brightnessRange: 0.1, contrastRange: 0.2, erasingProbability: 0.5 },
}).augmentation!;

/** What happens in JavaScript before each step: gathering a shuffled batch, its targets, and drawing how each image is augmented. */
export function batchPreparation(network: Network, batch: number): Work {
  const data = benchImages('train', Math.max(4096, batch), network.inputShape);
  const config = resolveTrainingConfig({});
  const targets = new TargetMaker(config, data, null);
  const order = epochOrder(data.count, SEED, 0);
  const batches = Math.floor(data.count / batch);
  return {
    round(taken) {
      const first = (taken % batches) * batch;
      const indices = order.subarray(first, first + batch);
      const draw = seededDraw(SEED, taken);
      const made = targets.make(indices, draw);
      const views = drawViews(batch, network.inputShape, ALL_AUGMENTATION, draw);
      return takeBatch(data, indices).labels[0]! + made.targets[0]! + views[0]!;
    },
    dispose: () => undefined,
  };
}

/** The augmentation of a batch as a graph of its own: bytes and drawn views in, one number out. */
export function augmentation(network: Network, batch: number): Work {
  const view: SessionFunction = {
    feeds: {
      images: { dtype: 'uint8', shape: [batch, ...network.inputShape] },
      views: { dtype: 'float32', shape: [batch, VIEW_NUMBERS] },
    },
    run: ({ images, views }) => ({ sum: tf.sum(randomView(images!, views!, levelRange(INPUT_RANGE))) }),
  };
  const session = startSession({}, { view }, { onFallback: refuse });
  const batches = noiseBatches(batch, network.inputShape, network.classes).map(({ images }, index) => ({
    images,
    views: drawViews(batch, network.inputShape, ALL_AUGMENTATION, seededDraw(SEED, index)),
  }));
  return { round: (taken) => session.call('view', batches[taken % batches.length]!).sum![0]!, dispose: () => session.dispose() };
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
