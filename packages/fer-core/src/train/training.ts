import path from 'node:path';
import type { LabeledImages } from '../datasets/labeled-images';
import type { EvaluationReport } from '../evaluate/report';
import { evaluateModel } from '../classify/evaluate-model';
import { predictionsCsv } from '../classify/predictions-csv';
import { loadModel, type SavedModel } from '../models/saved-model';
import type { ClassAccuracyView } from '../views/class-accuracy-view';
import { trainingView, type TrainingView } from '../views/training-view';
import type { TrainingPayload } from '../views/training-payload';
import type { EpochLogs } from './callbacks/callback';
import { defaultRunFolder } from './default-run-folder';
import { RunFolder } from './run-folder';
import { resolveTrainingConfig, type TrainingConfigInput } from './training-config';
import { runTraining, type TrainingData, type TrainingListener } from './training-loop';

export interface TrainOptions extends TrainingListener {
  /** The run folder. Default `runs/<network>-<time>` in the workbench's root, else in the working directory. */
  run?: string;
  /** Goes on with a run that was interrupted; the folder's own configuration must be the same. Default false. */
  resume?: boolean;
  /** Ends the training after the current step. */
  signal?: AbortSignal;
}

/** What a training leaves behind. */
export interface TrainingResult {
  state: 'finished' | 'stopped';
  /** Why it ended before the last epoch. */
  reason?: string;
  /** Epochs trained in this process. */
  history: EpochLogs[];
  /** The run folder. */
  run: string;
  /** The best epoch's network; null when not one epoch was finished. */
  model: SavedModel | null;
  /** The best epoch's answers on the validation images; null when not one epoch was finished. */
  report: EvaluationReport | null;
  /** Per-class accuracy with the images behind it, which shows itself; null when not one epoch was finished. */
  view: ClassAccuracyView | null;
}

/** A training under way: it shows itself, can be stopped, and `done` gives its result. */
export interface Training extends TrainingView {
  /** Rejects with InputError for a wrong configuration or data, with Error when training failed. */
  done: Promise<TrainingResult>;
  /** Ends after the current step; `done` then resolves with state `stopped`. */
  stop(): void;
}

/**
 * Trains a network and keeps everything in a run folder: configuration, metrics, TensorBoard events, checkpoint, best weights, report.
 * The epoch with the best validation accuracy is chosen. In a notebook the kernel's interrupt stops it.
 * @example
 * const training = train({ epochs: 8 }, { train: faces, validation: otherFaces });
 * display(training);
 * const { view } = await training.done;
 */
export function train(config: TrainingConfigInput, data: TrainingData, options: TrainOptions = {}): Training {
  const controller = new AbortController();
  const stop = (): void => controller.abort('stopped by the user');
  for (const signal of [options.signal, notebookSignal()]) {
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  }
  const view = trainingView(
    {
      run: path.basename(options.run ?? 'training'),
      state: 'preparing',
      device: '',
      epoch: 0,
      epochs: config.epochs ?? 0,
      step: 0,
      steps: 0,
      etaMs: null,
      msPerStep: null,
      history: [],
      live: null,
    },
    { stop },
  );
  const done = conduct(config, data, options, view, controller.signal);
  // A notebook may look at `done` later than it fails.
  done.catch(() => undefined);
  return Object.defineProperties(view, {
    done: { value: done },
    stop: { value: stop },
  }) as Training;
}

async function conduct(
  input: TrainingConfigInput,
  data: TrainingData,
  options: TrainOptions,
  view: TrainingView,
  signal: AbortSignal,
): Promise<TrainingResult> {
  let run: RunFolder | undefined;
  try {
    const config = resolveTrainingConfig(input);
    run = await RunFolder.open(options.run ?? defaultRunFolder(config.network), { resume: options.resume ?? false });
    view.update({ run: run.name, epochs: config.epochs });
    const ended = await runTraining({ config, data, run, resume: options.resume ?? false, signal, ...shownBy(view, options) });
    const best = await judgeBest(run, data.validation);
    const epoch = (await run.readStatus())?.epoch ?? 0;
    await run.writeStatus({ state: ended.state, epoch, epochs: config.epochs, ...(ended.reason ? { message: ended.reason } : {}) });
    view.update({ state: ended.state, etaMs: null, ...(ended.reason ? { message: ended.reason } : {}) });
    return { ...ended, run: run.folder, ...best };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    view.update({ state: 'failed', message, etaMs: null });
    await run?.fail(message).catch(() => undefined);
    throw error;
  }
}

/** Passes on what the loop tells, and keeps the view up to date with it. */
function shownBy(view: TrainingView, listener: TrainingListener): TrainingListener {
  return {
    onStart(info) {
      view.update({ state: 'running', device: info.device });
      listener.onStart?.(info);
    },
    onStep(progress) {
      view.update(progress satisfies Partial<TrainingPayload>);
      listener.onStep?.(progress);
    },
    onEpoch(logs) {
      view.update({ history: [...view.payload.history, { ...logs, epoch: logs.epoch + 1 }] });
      listener.onEpoch?.(logs);
    },
    onWarning(message) {
      view.update({ message });
      listener.onWarning?.(message);
    },
  };
}

type BestEpoch = Pick<TrainingResult, 'model' | 'report' | 'view'>;

/** Evaluates the best epoch on the validation images and writes report and predictions. */
async function judgeBest(run: RunFolder, validation: LabeledImages): Promise<BestEpoch> {
  let model: SavedModel;
  try {
    model = await loadModel(run.file('best'));
  } catch {
    return { model: null, report: null, view: null };
  }
  const { report, judgement, view } = await evaluateModel(model, validation);
  await run.writeJson('report.json', report);
  await run.writeText('predictions.csv', predictionsCsv(validation, judgement));
  return { model, report, view };
}

/** The signal that a notebook kernel aborts at interrupt, by a duck-typed agreement (ARCHITECTURE.md). */
export function notebookSignal(): AbortSignal | undefined {
  const current = (globalThis as unknown as Record<symbol, (() => AbortSignal | undefined) | undefined>)[Symbol.for('Jupyter.interruptSignal')];
  return current?.();
}
