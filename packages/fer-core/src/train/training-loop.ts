import os from 'node:os';
import { startBackend, summaryWriter, type BackendInfo, type SummaryWriter } from '../backend';
import { labeledImagesSha256, type LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import { initialWeights } from '../models/initial-weights';
import type { Network } from '../models/network';
import { buildNetwork } from '../models/registry';
import { saveModel } from '../models/saved-model';
import { summary } from '../models/summary';
import { drawViews, NO_AUGMENTATION, seededDraw } from './augmentation';
import { batchSizes, epochOrder, takeBatch } from './batches';
import type { Callback, EpochLogs, TrainingControls } from './callbacks/callback';
import { csvLogger } from './callbacks/csv-logger';
import { earlyStopping } from './callbacks/early-stopping';
import { modelCheckpoint } from './callbacks/model-checkpoint';
import { reduceLROnPlateau } from './callbacks/reduce-lr-on-plateau';
import { tensorBoard } from './callbacks/tensor-board';
import { judge } from '../classify/judge';
import { scheduleFactor } from './learning-rate';
import { adam, sgd, type Optimizer } from './optimizer';
import type { RunFolder } from './run-folder';
import { TargetMaker } from './targets';
import { teach } from './teaching';
import { Trainer } from './trainer';
import { resolveTrainingConfig, type TrainingConfig } from './training-config';

/** The images a training learns from, and those that choose its best epoch. */
export interface TrainingData {
  train: LabeledImages;
  validation: LabeledImages;
}

/** Where a training stands; told after every step. */
export interface TrainingProgress {
  /** The epoch in progress, from 1. */
  epoch: number;
  epochs: number;
  /** Steps done in this epoch, of `steps`. */
  step: number;
  steps: number;
  msPerStep: number | null;
  etaMs: number | null;
  /** Running means of this epoch. */
  live: { loss: number; accuracy: number } | null;
}

/** What the loop tells while it runs. */
export interface TrainingListener {
  onStart?(info: { device: string; network: Network; compiled: boolean }): void;
  onStep?(progress: TrainingProgress): void;
  onEpoch?(logs: EpochLogs & { ms: number }): void;
  /** One sentence about something the user should know, e.g. a slower backend. */
  onWarning?(message: string): void;
}

export interface LoopOptions extends TrainingListener {
  config: TrainingConfig;
  data: TrainingData;
  run: RunFolder;
  resume: boolean;
  signal: AbortSignal;
}

/** How a training ended. */
export interface LoopResult {
  state: 'finished' | 'stopped';
  /** Why it ended before the last epoch. */
  reason?: string;
  history: EpochLogs[];
}

/**
 * Trains a network: one loop, read from top to bottom.
 * Stopping by the signal ends after the current step; the checkpoint of the last whole epoch stays.
 * @throws InputError for data or a checkpoint that do not fit, Error when the loss is no longer a number
 */
export async function runTraining(options: LoopOptions): Promise<LoopResult> {
  const { config, data, run, signal } = options;
  const backend = await startBackend();
  if (backend.warning) options.onWarning?.(backend.warning);
  const network = buildNetwork(config.network, config.networkOptions);
  checkData(network, data);

  const checkpoint = options.resume ? await run.readCheckpoint() : null;
  const dataSha256 = labeledImagesSha256(data.train);
  if (checkpoint) await checkContinuation(options, dataSha256);
  const { count } = data.train;
  const augmentation = config.augmentation ?? NO_AUGMENTATION;
  const targets = new TargetMaker(config, data.train, config.distillation && (await teach(config.distillation, data.train)));
  if (!checkpoint) await run.clear();
  await describeRun(options, network, dataSha256, backend);
  await run.writeStatus({ state: 'running', epoch: checkpoint?.epoch ?? 0, epochs: config.epochs });

  const trainer = new Trainer({
    network,
    weights: initialWeights(network, config.seed),
    optimizer: buildOptimizer(config),
    inputRange: config.inputRange,
    mixes: config.mixup > 0,
    averageDecay: config.averaging?.decay ?? null,
    batchSizes: batchSizes(count, config.batchSize),
    mode: config.execution,
    onFallback: options.onWarning,
  });
  const writer = summaryWriter(run.folder);
  try {
    options.onStart?.({ device: `${backend.device}, ${backend.threads} threads`, network, compiled: trainer.compiled });
    const callbacks = buildCallbacks(options, network, dataSha256, writer);
    if (checkpoint) {
      checkArrays(checkpoint.arrays, trainer.state(), run.folder);
      trainer.restore(checkpoint.arrays);
      for (const callback of callbacks) callback.restore?.(checkpoint.callbacks[callback.name]);
    }
    let step = checkpoint?.step ?? 0;
    let stopReason = checkpoint?.ended;
    const controls: TrainingControls = {
      learningRate: checkpoint?.learningRate ?? config.learningRate,
      stop: (reason) => (stopReason = reason),
      weights: () => trainer.weights(),
    };
    const history: EpochLogs[] = [];
    const steps = Math.ceil(count / config.batchSize);
    const clock = new StepClock(config.epochs * steps - step);

    for (let epoch = checkpoint?.epoch ?? 0; epoch < config.epochs && stopReason === undefined; epoch++) {
      const started = performance.now();
      const order = epochOrder(count, config.seed, epoch);
      let loss = 0;
      let correct = 0;
      for (let first = 0, index = 0; first < count; first += config.batchSize, index++) {
        if (signal.aborted) return { state: 'stopped', reason: String(signal.reason ?? 'stopped'), history };
        const indices = order.subarray(first, first + config.batchSize);
        const draw = seededDraw(config.seed, step);
        const batch = {
          ...takeBatch(data.train, indices),
          ...targets.make(indices, draw),
          views: drawViews(indices.length, network.inputShape, augmentation, draw),
        };
        const learningRate = controls.learningRate * scheduleFactor(config.schedule, step, steps, steps * config.epochs);
        step++;
        const result = trainer.step(batch, { step, learningRate, seed: [config.seed, step] });
        if (!Number.isFinite(result.loss)) {
          throw new Error(`train: expected a finite loss, got ${result.loss} at step ${step}; lower the learning rate (now ${learningRate})`);
        }
        loss += result.loss * batch.labels.length;
        correct += result.correct;
        const seen = first + batch.labels.length;
        options.onStep?.({
          epoch: epoch + 1,
          epochs: config.epochs,
          step: index + 1,
          steps,
          ...clock.tick(),
          live: { loss: loss / seen, accuracy: correct / seen },
        });
        await nextTurn();
      }
      const validation = judge(trainer.predict(data.validation.images), data.validation);
      if (!Number.isFinite(validation.loss)) {
        throw new Error(`train: expected a finite validation loss, got ${validation.loss} after epoch ${epoch + 1}; lower the learning rate`);
      }
      const logs: EpochLogs = {
        epoch,
        loss: loss / count,
        accuracy: correct / count,
        valLoss: validation.loss,
        valAccuracy: validation.accuracy,
        learningRate: controls.learningRate * scheduleFactor(config.schedule, step - 1, steps, steps * config.epochs),
      };
      history.push(logs);
      for (const callback of callbacks) await callback.onEpochEnd(logs, controls);
      await run.writeCheckpoint({
        epoch: epoch + 1,
        step,
        learningRate: controls.learningRate,
        ...(stopReason === undefined ? {} : { ended: stopReason }),
        callbacks: Object.fromEntries(callbacks.map((callback) => [callback.name, callback.state?.() ?? null])),
        arrays: trainer.state(),
      });
      await run.writeStatus({ state: 'running', epoch: epoch + 1, epochs: config.epochs });
      options.onEpoch?.({ ...logs, ms: performance.now() - started });
    }
    return { state: 'finished', history, ...(stopReason === undefined ? {} : { reason: stopReason }) };
  } finally {
    trainer.dispose();
    writer?.dispose();
  }
}

function checkData(network: Network, { train, validation }: TrainingData): void {
  const [height, width, channels] = network.inputShape;
  for (const part of [train, validation]) {
    if (part.count === 0) throw new InputError(`train: expected images in split ${part.split} of ${part.name}, found none`);
    if (part.height !== height || part.width !== width || part.channels !== channels) {
      const found = [part.height, part.width, part.channels].join('×');
      throw new InputError(`train: ${network.name} expected images of ${network.inputShape.join('×')}, got ${found} in ${part.name}`);
    }
    if (part.classes.length !== network.classes) {
      throw new InputError(`train: ${network.name} expected ${network.classes} classes, got ${part.classes.length} in ${part.name}`);
    }
  }
}

/** What may differ where a training goes on: how long, where from, and how it computes. */
const FREE_FIELDS = ['epochs', 'data', 'execution'];

/** @throws InputError when the run was started with other images or another configuration */
async function checkContinuation({ config, run }: LoopOptions, trainSha256: string): Promise<void> {
  const before = await run.readConfig();
  if (!before) return;
  if (before.data.trainSha256 !== trainSha256) {
    throw new InputError(`train: expected the training images of the run (sha256 ${before.data.trainSha256}), got ${trainSha256}`);
  }
  const old = resolveTrainingConfig(before.config, run.file('config.json'));
  for (const [field, value] of Object.entries(config)) {
    if (FREE_FIELDS.includes(field)) continue;
    const [found, expected] = [value, old[field as keyof TrainingConfig]].map((each) => JSON.stringify(each));
    if (found !== expected) throw new InputError(`train: expected ${field} ${expected} of the run that goes on, got ${found}`);
  }
}

/** @throws InputError when a checkpoint was written for another network or optimizer */
function checkArrays(found: Record<string, Float32Array>, expected: Record<string, Float32Array>, folder: string): void {
  for (const [name, { length }] of Object.entries(expected)) {
    const got = found[name]?.length ?? 'none';
    if (got !== length) throw new InputError(`train: expected a checkpoint with ${length} numbers in ${name}, found ${got} in ${folder}`);
  }
}

/** Writes what was asked for and what it runs on, before the first step. */
async function describeRun(options: LoopOptions, network: Network, trainSha256: string, backend: BackendInfo): Promise<void> {
  const { config, data, run } = options;
  await run.writeJson('config.json', {
    config,
    data: {
      name: data.train.name,
      train: data.train.count,
      validation: data.validation.count,
      trainSha256,
      validationSha256: labeledImagesSha256(data.validation),
      labels: data.train.classes,
    },
    environment: { ...backend, platform: `${os.platform()} ${os.arch()}`, cpu: os.cpus()[0]?.model ?? 'unknown' },
    started: new Date().toISOString(),
  });
  await run.writeText('summary.txt', summary(network) + '\n');
}

function buildOptimizer({ optimizer }: TrainingConfig): Optimizer {
  return optimizer.name === 'adam' ? adam(optimizer) : sgd(optimizer);
}

function buildCallbacks({ config, data, run }: LoopOptions, network: Network, trainSha256: string, writer: SummaryWriter | null): Callback[] {
  return [
    csvLogger(run.file('metrics.csv')),
    modelCheckpoint({
      monitor: 'valAccuracy',
      save: async (weights, { epoch, valAccuracy }) => {
        await saveModel(run.file('best'), {
          network: config.network,
          networkOptions: network.options,
          inputRange: config.inputRange,
          labels: [...data.train.classes],
          training: {
            run: run.name,
            dataset: data.train.name,
            trainSha256,
            epoch: epoch + 1,
            selectedOn: 'validation',
            validation: { accuracy: valAccuracy, n: data.validation.count },
            seed: config.seed,
          },
          built: network,
          weights,
        });
      },
    }),
    ...(config.reduceLROnPlateau ? [reduceLROnPlateau(config.reduceLROnPlateau)] : []),
    ...(config.earlyStopping ? [earlyStopping(config.earlyStopping)] : []),
    ...(writer ? [tensorBoard(writer)] : []),
  ];
}

/** Lets timers, messages and a Stop button have their turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Measures steps, and from them the time that is left; validation and saving count in. */
class StepClock {
  private readonly started = performance.now();
  private done = 0;

  constructor(private readonly total: number) {}

  tick(): { msPerStep: number; etaMs: number } {
    this.done++;
    const msPerStep = (performance.now() - this.started) / this.done;
    return { msPerStep, etaMs: msPerStep * (this.total - this.done) };
  }
}
