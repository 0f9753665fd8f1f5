import type { z } from 'zod';
import { startBackend, summaryWriter } from '../backend';
import { InputError } from '../input-error';
import type { Network } from '../models/network';
import { buildNetwork } from '../models/registry';
import { loadModel, saveModel } from '../models/saved-model';
import type { EpochNumbers, NumberOf } from './callbacks/callback';
import { csvLogger, type Columns } from './callbacks/csv-logger';
import { modelCheckpoint } from './callbacks/model-checkpoint';
import { tensorBoard, type Scalars } from './callbacks/tensor-board';
import { checkContinuation } from './check-continuation';
import { defaultRunFolder } from './default-run-folder';
import { describeRun } from './describe-run';
import { runEpochs, type EpochLoopResult, type Lesson, type StepProgress } from './epoch-loop';
import { Learner, type LearnerOptions } from './learner';
import type { Schedule } from './learning-rate';
import { RunFolder } from './run-folder';

/** Where a training is kept, and whom it tells. */
export interface FaceTrainingOptions<Live, Logs> {
  /** The run folder. Default `runs/<network>-<time>` in the workbench's root, else in the working directory. */
  run?: string;
  /** Goes on with a run that was interrupted. Default false. */
  resume?: boolean;
  /** Ends the training after the current step; the checkpoint of the last whole epoch stays. */
  signal?: AbortSignal;
  onStart?(info: { device: string; network: Network; compiled: boolean; train: number; heldOut: number }): void;
  onStep?(progress: StepProgress<Live>): void;
  onEpoch?(logs: Logs & { ms: number }): void;
  /** One sentence about something the user should know, e.g. a slower backend. */
  onWarning?(message: string): void;
}

/** What a training leaves behind. */
export interface FaceTrainingResult<Logs, Validation> extends EpochLoopResult<Logs> {
  /** The run folder. */
  run: string;
  /** What the chosen epoch measured on held-out faces; null when not one epoch was finished. */
  validation: Validation | null;
}

/** What every such training is told. */
interface FaceTrainingConfig {
  networkOptions: Record<string, unknown>;
  epochs: number;
  learningRate: number;
  schedule: Schedule;
  averaging: { decay: number } | null;
  seed: number;
  execution: 'compiled' | 'eager';
}

/** The part of a training on faces that knows the task. */
export interface FaceTraining<Config extends FaceTrainingConfig, Face, Live extends { loss: number }, Logs extends EpochNumbers, Validation extends { n: number }> {
  /** Who trains, for messages. */
  command: string;
  /** Name in the registry. */
  network: string;
  config: Config;
  resolve(input: unknown, source: string): Config;
  /** Fields that may differ where a training goes on, and what of them must stay nevertheless. */
  freeFields: readonly string[];
  kept?(config: Config): Record<string, unknown>;
  faces: { readonly train: readonly Face[]; readonly validation: readonly Face[] };
  sha256(faces: readonly Face[]): string;
  /** Data sets in words, without the folders they lie in. */
  dataset: string;
  /** What the learner starts with. */
  learn(network: Network): Promise<Pick<LearnerOptions, 'weights' | 'optimizer' | 'objectives' | 'inference'>>;
  lesson(network: Network, learner: Learner): Lesson<Live, Logs>;
  /** Of `metrics.csv`. */
  columns: Columns<Logs>;
  /** Of TensorBoard. */
  scalars: Scalars<Logs>;
  /** Which number chooses the epoch. */
  monitor: NumberOf<Logs>;
  /** What the model file of an epoch says of it, but for the number of held-out faces. */
  measured(logs: Logs): Omit<Validation, 'n'>;
  /** The same, read back. */
  validation: z.ZodType<Validation>;
}

/**
 * Trains a network on faces and keeps everything in a run folder: configuration, metrics, TensorBoard events, checkpoint, and in `best/` the
 * weights of the epoch that is best on held-out faces.
 * @throws (rejects) InputError for wrong data or a wrong run folder, Error when the loss is no longer a number
 */
export async function trainOnFaces<Config extends FaceTrainingConfig, Face, Live extends { loss: number }, Logs extends EpochNumbers, Validation extends { n: number }>(
  training: FaceTraining<Config, Face, Live, Logs, Validation>,
  options: FaceTrainingOptions<Live, Logs>,
): Promise<FaceTrainingResult<Logs, Validation>> {
  const { train, validation } = training.faces;
  if (train.length === 0 || validation.length === 0) {
    throw new InputError(`${training.command}: expected faces to learn from and held-out ones, found ${train.length} and ${validation.length}`);
  }
  const run = await RunFolder.open(options.run ?? defaultRunFolder(training.network), { resume: options.resume ?? false });
  try {
    const ended = await conduct(training, run, options);
    const epoch = (await run.readStatus())?.epoch ?? 0;
    await run.writeStatus({ state: ended.state, epoch, epochs: training.config.epochs, ...(ended.reason ? { message: ended.reason } : {}) });
    const best = ended.state === 'finished' || ended.history.length ? await loadModel(run.file('best')) : null;
    return { ...ended, run: run.folder, validation: best && training.validation.parse(best.training.validation) };
  } catch (error) {
    await run.fail(error instanceof Error ? error.message : String(error)).catch(() => undefined);
    throw error;
  }
}

async function conduct<Config extends FaceTrainingConfig, Face, Live extends { loss: number }, Logs extends EpochNumbers, Validation extends { n: number }>(
  training: FaceTraining<Config, Face, Live, Logs, Validation>,
  run: RunFolder,
  options: FaceTrainingOptions<Live, Logs>,
): Promise<EpochLoopResult<Logs>> {
  const { config, faces } = training;
  const backend = await startBackend();
  if (backend.warning) options.onWarning?.(backend.warning);
  const network = buildNetwork(training.network, config.networkOptions);
  const trainSha256 = training.sha256(faces.train);
  const checkpoint = options.resume ? await run.readCheckpoint() : null;
  if (checkpoint) await checkContinuation(run, { ...training, learnedFrom: 'faces', trainSha256 });
  else await run.clear();
  const counts = { train: faces.train.length, validation: faces.validation.length };
  await describeRun(run, { config, data: { ...counts, trainSha256, validationSha256: training.sha256(faces.validation) }, network, backend });
  await run.writeStatus({ state: 'running', epoch: checkpoint?.epoch ?? 0, epochs: config.epochs });
  const learner = new Learner({
    network,
    ...(await training.learn(network)),
    averageDecay: config.averaging?.decay ?? null,
    mode: config.execution,
    onFallback: options.onWarning,
  });
  const writer = summaryWriter(run.folder);
  try {
    const device = `${backend.device}, ${backend.threads} threads`;
    options.onStart?.({ device, network, compiled: learner.compiled, train: counts.train, heldOut: counts.validation });
    return await runEpochs<Live, Logs>({
      run,
      checkpoint,
      epochs: config.epochs,
      learningRate: config.learningRate,
      schedule: config.schedule,
      signal: options.signal ?? new AbortController().signal,
      onStep: options.onStep,
      onEpoch: options.onEpoch,
      lesson: training.lesson(network, learner),
      callbacks: [
        csvLogger(run.file('metrics.csv'), training.columns),
        modelCheckpoint<Logs>({
          monitor: training.monitor,
          save: async (weights, logs) => {
            await saveModel(run.file('best'), {
              network: training.network,
              networkOptions: network.options,
              inputRange: 'unit',
              labels: [],
              training: {
                run: run.name,
                dataset: training.dataset,
                trainSha256,
                epoch: logs.epoch + 1,
                selectedOn: 'validation',
                validation: { ...training.measured(logs), n: counts.validation },
                seed: config.seed,
              },
              built: network,
              weights,
            });
          },
        }),
        ...(writer ? [tensorBoard(writer, training.scalars)] : []),
      ],
    });
  } finally {
    learner.dispose();
    writer?.dispose();
  }
}
