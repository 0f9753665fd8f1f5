import { startBackend, summaryWriter } from '../backend';
import { labeledImagesSha256, type LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import type { Network } from '../models/network';
import { buildNetwork } from '../models/registry';
import { saveModel } from '../models/saved-model';
import { batchSizes } from './batches';
import type { Callback, EpochLogs } from './callbacks/callback';
import { csvLogger, KERAS_COLUMNS } from './callbacks/csv-logger';
import { earlyStopping } from './callbacks/early-stopping';
import { modelCheckpoint } from './callbacks/model-checkpoint';
import { reduceLROnPlateau } from './callbacks/reduce-lr-on-plateau';
import { KERAS_SCALARS, tensorBoard } from './callbacks/tensor-board';
import { checkContinuation } from './check-continuation';
import { ClassificationLesson } from './classification-lesson';
import { describeRun } from './describe-run';
import { runEpochs, type EpochLoopResult, type StepProgress } from './epoch-loop';
import { firstWeights } from './first-weights';
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
export type TrainingProgress = StepProgress<{ loss: number; accuracy: number }>;

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

/**
 * Teaches a classifier: checks what it gets, writes down what it runs on, then trains epoch by epoch (`runEpochs`).
 * @throws InputError for data or a checkpoint that do not fit, Error when the loss is no longer a number
 */
export async function runTraining(options: LoopOptions): Promise<EpochLoopResult<EpochLogs>> {
  const { config, data, run } = options;
  const backend = await startBackend();
  if (backend.warning) options.onWarning?.(backend.warning);
  const network = buildNetwork(config.network, config.networkOptions);
  checkData(network, data);

  const checkpoint = options.resume ? await run.readCheckpoint() : null;
  const dataSha256 = labeledImagesSha256(data.train);
  if (checkpoint) {
    await checkContinuation(run, {
      command: 'train',
      learnedFrom: 'images',
      config,
      freeFields: ['epochs', 'data', 'execution'],
      resolve: resolveTrainingConfig,
      trainSha256: dataSha256,
    });
  }
  const { count } = data.train;
  const targets = new TargetMaker(config, data.train, config.distillation && (await teach(config.distillation, data.train)));
  if (!checkpoint) await run.clear();
  await describeRun(run, {
    config,
    data: {
      name: data.train.name,
      train: count,
      validation: data.validation.count,
      trainSha256: dataSha256,
      validationSha256: labeledImagesSha256(data.validation),
      labels: data.train.classes,
    },
    network,
    backend,
  });
  await run.writeStatus({ state: 'running', epoch: checkpoint?.epoch ?? 0, epochs: config.epochs });

  const trainer = new Trainer({
    network,
    weights: await firstWeights('train', config, network),
    optimizer: buildOptimizer(config),
    inputRange: config.inputRange,
    mixes: config.mixup > 0,
    averageDecay: config.averaging?.decay ?? null,
    batchSizes: batchSizes(count, config.batchSize),
    precision: config.precision,
    mode: config.execution,
    onFallback: options.onWarning,
  });
  const writer = summaryWriter(run.folder);
  try {
    options.onStart?.({ device: `${backend.device}, ${backend.threads} threads`, network, compiled: trainer.compiled });
    const lesson = new ClassificationLesson(config, data, trainer, targets);
    const callbacks = buildCallbacks(options, network, dataSha256);
    if (writer) callbacks.push(tensorBoard(writer, KERAS_SCALARS, (epoch) => lesson.pictures(epoch)));
    return await runEpochs({ ...options, ...config, checkpoint, lesson, callbacks });
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

function buildOptimizer({ optimizer }: TrainingConfig): Optimizer {
  return optimizer.name === 'adam' ? adam(optimizer) : sgd(optimizer);
}

function buildCallbacks({ config, data, run }: LoopOptions, network: Network, trainSha256: string): Callback[] {
  return [
    csvLogger(run.file('metrics.csv'), KERAS_COLUMNS),
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
  ];
}
