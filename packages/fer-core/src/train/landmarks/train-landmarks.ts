import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { startBackend, summaryWriter, type BackendInfo } from '../../backend';
import { loadLandmarkFaces, type LandmarkFace, type LandmarkFaces } from '../../datasets/landmark-faces';
import { InputError } from '../../input-error';
import { cropPredictor, landmarkFunctions } from '../../landmarks/landmark-predictor';
import { initialWeights, type WeightValues } from '../../models/initial-weights';
import type { Network } from '../../models/network';
import { buildNetwork } from '../../models/registry';
import { loadModel, saveModel } from '../../models/saved-model';
import { summary } from '../../models/summary';
import { workbenchFolder } from '../../workbench-folder';
import { csvLogger } from '../callbacks/csv-logger';
import { modelCheckpoint } from '../callbacks/model-checkpoint';
import { tensorBoard } from '../callbacks/tensor-board';
import { runEpochs, type EpochLoopResult, type StepProgress } from '../epoch-loop';
import { Learner } from '../learner';
import { adam } from '../optimizer';
import { RunFolder } from '../run-folder';
import { viewedFace } from './face-views';
import { resolveLandmarkConfig, type LandmarkConfig, type LandmarkConfigInput } from './landmark-config';
import { landmarkLesson, type LandmarkLive, type LandmarkLogs } from './landmark-lesson';
import { landmarkObjective } from './landmark-objective';

export interface TrainLandmarksOptions {
  /** The run folder. Default `runs/landmarks-<time>` in the workbench's root, else in the working directory. */
  run?: string;
  /** Goes on with a run that was interrupted. Default false. */
  resume?: boolean;
  /** Ends the training after the current step; the checkpoint of the last whole epoch stays. */
  signal?: AbortSignal;
  onStart?(info: { device: string; network: Network; compiled: boolean; train: number; heldOut: number }): void;
  onStep?(progress: StepProgress<LandmarkLive>): void;
  onEpoch?(logs: LandmarkLogs & { ms: number }): void;
  /** One sentence about something the user should know, e.g. a slower backend. */
  onWarning?(message: string): void;
}

/** Errors on held-out faces in the chosen epoch, in per cent of the distance of the outer eye corners. */
const Validation = z.object({ errorPercent: z.number(), innerErrorPercent: z.number(), n: z.number() });

/** What a training leaves behind. */
export interface LandmarkTrainingResult extends EpochLoopResult<LandmarkLogs> {
  /** The run folder. */
  run: string;
  /** What the chosen epoch measured; null when not one epoch was finished. */
  validation: z.output<typeof Validation> | null;
}

/**
 * Trains the landmark network and keeps everything in a run folder: configuration, metrics, TensorBoard events, checkpoint, and in `best/`
 * the weights of the epoch with the smallest error on held-out faces.
 * @throws (rejects) InputError for a wrong configuration, data or run folder, Error when the loss is no longer a number
 */
export async function trainLandmarks(input: LandmarkConfigInput, options: TrainLandmarksOptions): Promise<LandmarkTrainingResult> {
  const config = resolveLandmarkConfig(input);
  const faces = await loadLandmarkFaces(config.data);
  if (faces.train.length === 0 || faces.validation.length === 0) {
    throw new InputError(`trainLandmarks: expected faces to learn from and held-out ones, found ${faces.train.length} and ${faces.validation.length}`);
  }
  const run = await RunFolder.open(options.run ?? defaultRunFolder(), { resume: options.resume ?? false });
  try {
    const ended = await conduct(config, faces, run, options);
    await run.writeStatus({ state: ended.state, epoch: (await run.readStatus())?.epoch ?? 0, epochs: config.epochs, ...(ended.reason ? { message: ended.reason } : {}) });
    const best = ended.state === 'finished' || ended.history.length ? await loadModel(run.file('best')) : null;
    return { ...ended, run: run.folder, validation: best && Validation.parse(best.training.validation) };
  } catch (error) {
    await run.fail(error instanceof Error ? error.message : String(error)).catch(() => undefined);
    throw error;
  }
}

function defaultRunFolder(): string {
  return path.join(workbenchFolder(), 'runs', `landmarks-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`);
}

async function conduct(config: LandmarkConfig, faces: LandmarkFaces, run: RunFolder, options: TrainLandmarksOptions): Promise<EpochLoopResult<LandmarkLogs>> {
  const backend = await startBackend();
  if (backend.warning) options.onWarning?.(backend.warning);
  const network = buildNetwork('landmarks', config.networkOptions);
  const size = network.inputShape[0]!;
  const trainSha256 = facesSha256(faces.train);
  const checkpoint = options.resume ? await run.readCheckpoint() : null;
  if (checkpoint) await checkContinuation(config, trainSha256, run);
  else await run.clear();
  await describeRun(config, faces, trainSha256, network, backend, run);
  await run.writeStatus({ state: 'running', epoch: checkpoint?.epoch ?? 0, epochs: config.epochs });
  const learner = new Learner({
    network,
    weights: await firstWeights(config, network),
    optimizer: adam({ weightDecay: config.weightDecay }),
    averageDecay: config.averaging?.decay ?? null,
    objectives: { step: landmarkObjective(config.batchSize, size, config) },
    inference: (weights) => landmarkFunctions(network, weights),
    mode: config.execution,
    onFallback: options.onWarning,
  });
  const writer = summaryWriter(run.folder);
  try {
    options.onStart?.({
      device: `${backend.device}, ${backend.threads} threads`,
      network,
      compiled: learner.compiled,
      train: faces.train.length,
      heldOut: faces.validation.length,
    });
    return await runEpochs<LandmarkLive, LandmarkLogs>({
      run,
      checkpoint,
      epochs: config.epochs,
      learningRate: config.learningRate,
      schedule: config.schedule,
      signal: options.signal ?? new AbortController().signal,
      onStep: options.onStep,
      onEpoch: options.onEpoch,
      lesson: landmarkLesson({
        config,
        train: faces.train.map(viewedFace),
        validation: faces.validation.map(viewedFace),
        learner,
        predict: cropPredictor(learner.session, network),
        size,
      }),
      callbacks: [
        csvLogger<LandmarkLogs>(run.file('metrics.csv'), {
          epoch: 'epoch',
          loss: 'loss',
          error: 'error',
          val_error: 'valError',
          val_inner_error: 'valInnerError',
          learning_rate: 'learningRate',
        }),
        modelCheckpoint<LandmarkLogs>({
          monitor: 'valError',
          save: async (weights, { epoch, valError, valInnerError }) => {
            await saveModel(run.file('best'), {
              network: 'landmarks',
              networkOptions: network.options,
              inputRange: 'unit',
              labels: [],
              training: {
                run: run.name,
                dataset: config.data.map(({ folder }) => path.basename(folder)).join(' + '),
                trainSha256,
                epoch: epoch + 1,
                selectedOn: 'validation',
                validation: { errorPercent: valError, innerErrorPercent: valInnerError, n: faces.validation.length },
                seed: config.seed,
              },
              built: network,
              weights,
            });
          },
        }),
        ...(writer
          ? [
              tensorBoard<LandmarkLogs>(writer, {
                'epoch_loss/train': 'loss',
                'epoch_error/train': 'error',
                'epoch_error/validation': 'valError',
                'epoch_inner_error/validation': 'valInnerError',
                learning_rate: 'learningRate',
              }),
            ]
          : []),
      ],
    });
  } finally {
    learner.dispose();
    writer?.dispose();
  }
}

/** @throws InputError when the weights to start from are those of another network */
async function firstWeights({ startFrom, seed }: LandmarkConfig, network: Network): Promise<WeightValues> {
  if (startFrom === null) return initialWeights(network, seed);
  const { built, weights } = await loadModel(startFrom);
  if (built.name !== network.name || JSON.stringify(built.options) !== JSON.stringify(network.options)) {
    throw new InputError(`trainLandmarks: expected weights of the same network in ${startFrom}, found ${built.name} ${JSON.stringify(built.options)}`);
  }
  return weights;
}

/** A hash of pictures and points, in order. */
function facesSha256(faces: readonly LandmarkFace[]): string {
  const hash = createHash('sha256');
  for (const { pixels, points } of faces) hash.update(pixels).update(Float64Array.from(points.flat()));
  return hash.digest('hex');
}

/** What may differ where a training goes on. */
const FREE_FIELDS = ['epochs', 'data', 'execution'];

/** @throws InputError when the run was started with other faces or another configuration */
async function checkContinuation(config: LandmarkConfig, trainSha256: string, run: RunFolder): Promise<void> {
  const before = await run.readConfig();
  if (!before) return;
  if (before.data.trainSha256 !== trainSha256) {
    throw new InputError(`trainLandmarks: expected the training faces of the run (sha256 ${before.data.trainSha256}), got ${trainSha256}`);
  }
  const old = resolveLandmarkConfig(before.config, run.file('config.json'));
  for (const [field, value] of Object.entries(config)) {
    if (FREE_FIELDS.includes(field)) continue;
    const [found, expected] = [value as unknown, old[field as keyof LandmarkConfig]].map((each) => JSON.stringify(each));
    if (found !== expected) throw new InputError(`trainLandmarks: expected ${field} ${expected} of the run that goes on, got ${found}`);
  }
}

/** Writes what was asked for and what it runs on, before the first step. */
async function describeRun(config: LandmarkConfig, faces: LandmarkFaces, trainSha256: string, network: Network, backend: BackendInfo, run: RunFolder): Promise<void> {
  await run.writeJson('config.json', {
    config,
    data: { train: faces.train.length, validation: faces.validation.length, trainSha256, validationSha256: facesSha256(faces.validation) },
    environment: { ...backend, platform: `${os.platform()} ${os.arch()}`, cpu: os.cpus()[0]?.model ?? 'unknown' },
    started: new Date().toISOString(),
  });
  await run.writeText('summary.txt', summary(network) + '\n');
}
