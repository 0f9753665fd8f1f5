import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { startBackend, summaryWriter, type BackendInfo } from '../../backend';
import { loadSuperResolutionFaces, superResolutionSha256, type SuperResolutionFaces } from '../../datasets/super-resolution-faces';
import { InputError } from '../../input-error';
import { initialWeights } from '../../models/initial-weights';
import type { Network } from '../../models/network';
import { buildNetwork } from '../../models/registry';
import { loadModel, saveModel } from '../../models/saved-model';
import { summary } from '../../models/summary';
import { bicubicResize } from '../../super-resolve/bicubic';
import { FACE_SIDE } from '../../super-resolve/degrade';
import { superResolutionFunctions } from '../../super-resolve/super-resolution-functions';
import { workbenchFolder } from '../../workbench-folder';
import { csvLogger } from '../callbacks/csv-logger';
import { modelCheckpoint } from '../callbacks/model-checkpoint';
import { tensorBoard } from '../callbacks/tensor-board';
import { runEpochs, type EpochLoopResult, type StepProgress } from '../epoch-loop';
import { Learner } from '../learner';
import { adam } from '../optimizer';
import { RunFolder } from '../run-folder';
import { viewedFace } from './face-views';
import { resolveSuperResolutionConfig, type SuperResolutionConfig, type SuperResolutionConfigInput } from './super-resolution-config';
import { superResolutionLesson, type SuperResolutionLive, type SuperResolutionLogs } from './super-resolution-lesson';
import { superResolutionObjective } from './super-resolution-objective';

export interface TrainSuperResolutionOptions {
  /** The run folder. Default `runs/fsrnet-<time>` in the workbench's root, else in the working directory. */
  run?: string;
  /** Goes on with a run that was interrupted. Default false. */
  resume?: boolean;
  /** Ends the training after the current step; the checkpoint of the last whole epoch stays. */
  signal?: AbortSignal;
  onStart?(info: { device: string; network: Network; compiled: boolean; train: number; heldOut: number }): void;
  onStep?(progress: StepProgress<SuperResolutionLive>): void;
  onEpoch?(logs: SuperResolutionLogs & { ms: number }): void;
  /** One sentence about something the user should know, e.g. a slower backend. */
  onWarning?(message: string): void;
}

/** What the chosen epoch measured on held-out faces: PSNR on luma, and by how much it is above bicubic, dB. */
const Validation = z.object({ psnrY: z.number(), gainY: z.number(), n: z.number() });

/** What a training leaves behind. */
export interface SuperResolutionTrainingResult extends EpochLoopResult<SuperResolutionLogs> {
  /** The run folder. */
  run: string;
  /** What the chosen epoch measured; null when not one epoch was finished. */
  validation: z.output<typeof Validation> | null;
}

/**
 * Trains FSRNet and keeps everything in a run folder: configuration, metrics, TensorBoard events, checkpoint, and in `best/` the weights of
 * the epoch with the highest PSNR on held-out faces, whole pictures brought to 128×128.
 * @throws (rejects) InputError for a wrong configuration, data or run folder, Error when the loss is no longer a number
 */
export async function trainSuperResolution(input: SuperResolutionConfigInput, options: TrainSuperResolutionOptions = {}): Promise<SuperResolutionTrainingResult> {
  const config = resolveSuperResolutionConfig(input);
  const faces = await loadSuperResolutionFaces(config);
  if (faces.train.length === 0 || faces.validation.length === 0) {
    throw new InputError(`trainSuperResolution: expected faces to learn from and held-out ones, found ${faces.train.length} and ${faces.validation.length}`);
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
  return path.join(workbenchFolder(), 'runs', `fsrnet-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`);
}

async function conduct(config: SuperResolutionConfig, faces: SuperResolutionFaces, run: RunFolder, options: TrainSuperResolutionOptions): Promise<EpochLoopResult<SuperResolutionLogs>> {
  const backend = await startBackend();
  if (backend.warning) options.onWarning?.(backend.warning);
  const network = buildNetwork('fsrnet', config.networkOptions);
  const trainSha256 = superResolutionSha256(faces.train);
  const checkpoint = options.resume ? await run.readCheckpoint() : null;
  if (checkpoint) await checkContinuation(config, trainSha256, run);
  else await run.clear();
  await describeRun(config, faces, trainSha256, network, backend, run);
  await run.writeStatus({ state: 'running', epoch: checkpoint?.epoch ?? 0, epochs: config.epochs });
  const learner = new Learner({
    network,
    weights: initialWeights(network, config.seed),
    optimizer: adam(),
    averageDecay: config.averaging?.decay ?? null,
    objectives: { step: superResolutionObjective(network, config) },
    inference: (weights) => superResolutionFunctions(network, weights),
    mode: config.execution,
    onFallback: options.onWarning,
  });
  const writer = summaryWriter(run.folder);
  try {
    const [train, heldOut] = [faces.train.length, faces.validation.length];
    options.onStart?.({ device: `${backend.device}, ${backend.threads} threads`, network, compiled: learner.compiled, train, heldOut });
    const validation = faces.validation.map(({ photo }) => bicubicResize(photo, FACE_SIDE, FACE_SIDE));
    return await runEpochs<SuperResolutionLive, SuperResolutionLogs>({
      run,
      checkpoint,
      epochs: config.epochs,
      learningRate: config.learningRate,
      schedule: config.schedule,
      signal: options.signal ?? new AbortController().signal,
      onStep: options.onStep,
      onEpoch: options.onEpoch,
      lesson: superResolutionLesson({ config, network, train: faces.train.map(viewedFace), validation, learner }),
      callbacks: [
        csvLogger<SuperResolutionLogs>(run.file('metrics.csv'), {
          epoch: 'epoch',
          loss: 'loss',
          psnr_rgb: 'psnr',
          val_psnr_y: 'valPsnr',
          val_gain_y: 'valGain',
          learning_rate: 'learningRate',
        }),
        modelCheckpoint<SuperResolutionLogs>({
          monitor: 'valPsnr',
          save: async (weights, { epoch, valPsnr, valGain }) => {
            await saveModel(run.file('best'), {
              network: 'fsrnet',
              networkOptions: network.options,
              inputRange: 'unit',
              labels: [],
              training: {
                run: run.name,
                dataset: sourcesOf(config),
                trainSha256,
                epoch: epoch + 1,
                selectedOn: 'validation',
                validation: { psnrY: valPsnr, gainY: valGain, n: heldOut },
                seed: config.seed,
              },
              built: network,
              weights,
            });
          },
        }),
        ...(writer
          ? [
              tensorBoard<SuperResolutionLogs>(writer, {
                'epoch_loss/train': 'loss',
                'epoch_psnr_rgb/train': 'psnr',
                'epoch_psnr_y/validation': 'valPsnr',
                'epoch_gain_y/validation': 'valGain',
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

/** Data sets in words, without the folders they lie in. */
function sourcesOf({ folders, parsed, generated }: SuperResolutionConfig): string {
  const named = [...folders.map(({ folder }) => folder), ...(parsed === null ? [] : [parsed])].map((folder) => path.basename(folder));
  return [...named, ...(generated > 0 ? [`${generated} generated faces`] : [])].join(' + ');
}

/** What may differ where a training goes on. */
const FREE_FIELDS = ['epochs', 'folders', 'parsed', 'execution'];

/** @throws InputError when the run was started with other faces or another configuration */
async function checkContinuation(config: SuperResolutionConfig, trainSha256: string, run: RunFolder): Promise<void> {
  const before = await run.readConfig();
  if (!before) return;
  if (before.data.trainSha256 !== trainSha256) {
    throw new InputError(`trainSuperResolution: expected the training faces of the run (sha256 ${before.data.trainSha256}), got ${trainSha256}`);
  }
  const old = resolveSuperResolutionConfig(before.config, run.file('config.json'));
  for (const [field, value] of Object.entries(config)) {
    if (FREE_FIELDS.includes(field)) continue;
    const [found, expected] = [value as unknown, old[field as keyof SuperResolutionConfig]].map((each) => JSON.stringify(each));
    if (found !== expected) throw new InputError(`trainSuperResolution: expected ${field} ${expected} of the run that goes on, got ${found}`);
  }
}

/** Writes what was asked for and what it runs on, before the first step. */
async function describeRun(config: SuperResolutionConfig, faces: SuperResolutionFaces, trainSha256: string, network: Network, backend: BackendInfo, run: RunFolder): Promise<void> {
  await run.writeJson('config.json', {
    config,
    data: { train: faces.train.length, validation: faces.validation.length, trainSha256, validationSha256: superResolutionSha256(faces.validation) },
    environment: { ...backend, platform: `${os.platform()} ${os.arch()}`, cpu: os.cpus()[0]?.model ?? 'unknown' },
    started: new Date().toISOString(),
  });
  await run.writeText('summary.txt', summary(network) + '\n');
}
