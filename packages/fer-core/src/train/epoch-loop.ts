import type { Callback, EpochNumbers, TrainingControls } from './callbacks/callback';
import type { WeightValues } from '../models/initial-weights';
import { scheduleFactor, type Schedule } from './learning-rate';
import type { Checkpoint, RunFolder } from './run-folder';
import { InputError } from '../input-error';

/** Where a training stands; told after every step. */
export interface StepProgress<Live> {
  /** The epoch in progress, from 1. */
  epoch: number;
  epochs: number;
  /** Steps done in this epoch, of `steps`. */
  step: number;
  steps: number;
  msPerStep: number | null;
  etaMs: number | null;
  /** Running means of this epoch. */
  live: Live | null;
}

/** What is to be done at one step. */
export interface StepPlace {
  /** From 0. */
  epoch: number;
  /** Step within the epoch, from 0. */
  index: number;
  /** Step within the training, from 0: what is drawn at random depends on it and the seed alone. */
  step: number;
  /** After schedule and plateaus. */
  learningRate: number;
}

/** What is taught: the part of a training that knows the task. `Live` are the numbers of a step, `loss` among them. */
export interface Lesson<Live extends { loss: number }, Logs extends EpochNumbers> {
  /** Steps of one epoch. */
  steps: number;
  /** Takes one step. @returns sums over the images it learned from, and their count */
  takeStep(place: StepPlace): { sums: Live; count: number } | Promise<{ sums: Live; count: number }>;
  /** Judges the network after an epoch. @param means over the epoch's images */
  endEpoch(means: Live): Omit<Logs, keyof EpochNumbers> | Promise<Omit<Logs, keyof EpochNumbers>>;
  /** What is taught: a `Learner` or what wraps one. */
  learner: { state(): Record<string, Float32Array>; restore(state: Record<string, Float32Array>): void; weights(): WeightValues };
}

export interface EpochLoopOptions<Live extends { loss: number }, Logs extends EpochNumbers> {
  lesson: Lesson<Live, Logs>;
  run: RunFolder;
  /** Where to go on; null for a new training. */
  checkpoint: Checkpoint | null;
  epochs: number;
  /** At the start. */
  learningRate: number;
  schedule: Schedule;
  /** In this order after each epoch. */
  callbacks: readonly Callback<Logs>[];
  /** Ends the training after the current step; the checkpoint of the last whole epoch stays. */
  signal: AbortSignal;
  onStep?(progress: StepProgress<Live>): void;
  onEpoch?(logs: Logs & { ms: number }): void;
}

/** How a training ended. */
export interface EpochLoopResult<Logs> {
  state: 'finished' | 'stopped';
  /** Why it ended before the last epoch. */
  reason?: string;
  /** Epochs trained in this process. */
  history: Logs[];
}

/**
 * Trains for epochs, whatever is taught: steps, judgement, callbacks, checkpoint, read from top to bottom.
 * A training that was killed goes on from the checkpoint as if it had not been.
 * @throws InputError for a checkpoint that does not fit, Error when a loss is no longer a number
 */
export async function runEpochs<Live extends { loss: number }, Logs extends EpochNumbers>(options: EpochLoopOptions<Live, Logs>): Promise<EpochLoopResult<Logs>> {
  const { lesson, run, checkpoint, epochs, schedule, callbacks, signal } = options;
  const { steps, learner } = lesson;
  if (checkpoint) {
    checkArrays(checkpoint.arrays, learner.state(), run.folder);
    learner.restore(checkpoint.arrays);
    for (const callback of callbacks) callback.restore?.(checkpoint.callbacks[callback.name]);
  }
  let step = checkpoint?.step ?? 0;
  let stopReason = checkpoint?.ended;
  const controls: TrainingControls = {
    learningRate: checkpoint?.learningRate ?? options.learningRate,
    stop: (reason) => (stopReason = reason),
    weights: () => learner.weights(),
  };
  const rateAt = (at: number): number => controls.learningRate * scheduleFactor(schedule, at, steps, steps * epochs);
  const history: Logs[] = [];
  const clock = new StepClock(epochs * steps - step);

  for (let epoch = checkpoint?.epoch ?? 0; epoch < epochs && stopReason === undefined; epoch++) {
    const started = performance.now();
    const means = new RunningMeans<Live>();
    for (let index = 0; index < steps; index++) {
      if (signal.aborted) return { state: 'stopped', reason: String(signal.reason ?? 'stopped'), history };
      const learningRate = rateAt(step);
      const { sums, count } = await lesson.takeStep({ epoch, index, step, learningRate });
      step++;
      if (!Number.isFinite(sums.loss)) {
        throw new Error(`train: expected a finite loss, got ${sums.loss} at step ${step}; lower the learning rate (now ${learningRate})`);
      }
      means.add(sums, count);
      options.onStep?.({ epoch: epoch + 1, epochs, step: index + 1, steps, ...clock.tick(), live: means.value() });
      await nextTurn();
    }
    const measured = await lesson.endEpoch(means.value());
    for (const [name, value] of Object.entries(measured)) {
      if (Number.isFinite(value)) continue;
      throw new Error(`train: expected a finite ${inWords(name)}, got ${String(value)} after epoch ${epoch + 1}; lower the learning rate`);
    }
    const logs = { epoch, ...measured, learningRate: rateAt(step - 1) } as Logs;
    history.push(logs);
    for (const callback of callbacks) await callback.onEpochEnd(logs, controls);
    await run.writeCheckpoint({
      epoch: epoch + 1,
      step,
      learningRate: controls.learningRate,
      ...(stopReason === undefined ? {} : { ended: stopReason }),
      callbacks: Object.fromEntries(callbacks.map((callback) => [callback.name, callback.state?.() ?? null])),
      arrays: learner.state(),
    });
    await run.writeStatus({ state: 'running', epoch: epoch + 1, epochs });
    options.onEpoch?.({ ...logs, ms: performance.now() - started });
  }
  return { state: 'finished', history, ...(stopReason === undefined ? {} : { reason: stopReason }) };
}

/** `valLoss` → `validation loss` */
function inWords(name: string): string {
  return name.replace(/^val/, 'validation').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Means of a step's numbers over all images so far. */
class RunningMeans<Live extends object> {
  private readonly sums: Record<string, number> = {};
  private count = 0;

  add(sums: Live, count: number): void {
    for (const [name, value] of Object.entries(sums)) this.sums[name] = (this.sums[name] ?? 0) + (value as number);
    this.count += count;
  }

  value(): Live {
    return Object.fromEntries(Object.entries(this.sums).map(([name, sum]) => [name, sum / this.count])) as Live;
  }
}

/** @throws InputError when a checkpoint was written for another network or optimizer */
function checkArrays(found: Record<string, Float32Array>, expected: Record<string, Float32Array>, folder: string): void {
  for (const [name, { length }] of Object.entries(expected)) {
    const got = found[name]?.length ?? 'none';
    if (got !== length) throw new InputError(`train: expected a checkpoint with ${length} numbers in ${name}, found ${got} in ${folder}`);
  }
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
