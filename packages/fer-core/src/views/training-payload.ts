import { PayloadReader } from './payload-reader';

/** MIME type of a training view. */
export const TRAINING_MIME = 'application/vnd.fer.training.v1+json';

/** The states a training goes through; the last three are final. */
export const TRAINING_STATES = ['preparing', 'running', 'finished', 'stopped', 'failed'] as const;

/** One of {@link TRAINING_STATES}. */
export type TrainingState = (typeof TRAINING_STATES)[number];

/** What one finished epoch measured. A value is null where there is none, or where it is not finite. */
export interface TrainingEpoch {
  /** Counts from 1. */
  epoch: number;
  loss: number | null;
  /** In [0, 1]. */
  accuracy: number | null;
  valLoss: number | null;
  /** In [0, 1]. */
  valAccuracy: number | null;
  learningRate: number | null;
  /** Duration of the epoch in milliseconds, validation included. */
  ms: number | null;
}

/** The running averages of the epoch in progress. */
export interface LiveMetrics {
  loss: number | null;
  /** In [0, 1]. */
  accuracy: number | null;
}

/** Everything the training view shows, as plain JSON. */
export interface TrainingPayload {
  /** The run's name. */
  run: string;
  state: TrainingState;
  /** Why it failed, stopped early, or what is being prepared. */
  message?: string;
  /** For example `"CPU, 2 threads"`. */
  device: string;
  /** The epoch in progress, or the last one; counts from 1, 0 before the first. */
  epoch: number;
  epochs: number;
  /** Steps done in this epoch. */
  step: number;
  /** Steps of a whole epoch. */
  steps: number;
  /** Milliseconds to the end of the training; null while nothing is known. */
  etaMs: number | null;
  msPerStep: number | null;
  /** The finished epochs in order. */
  history: TrainingEpoch[];
  live: LiveMetrics | null;
}

/**
 * Reads a training payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseTraining(value: unknown): TrainingPayload {
  const payload = new PayloadReader('training', value);
  payload.checkVersion();
  const message = payload.optional('message', (key) => payload.text(key));
  return {
    run: payload.text('run'),
    state: payload.oneOf('state', TRAINING_STATES),
    ...(message === undefined ? {} : { message }),
    device: payload.text('device'),
    epoch: payload.integer('epoch'),
    epochs: payload.integer('epochs'),
    step: payload.integer('step'),
    steps: payload.integer('steps'),
    etaMs: payload.numberOrNull('etaMs'),
    msPerStep: payload.numberOrNull('msPerStep'),
    history: payload.objects('history', readEpoch),
    live: payload.optional('live', (key) => readLive(payload.object(key))) ?? null,
  };
}

/** Whether a training in this state will not change any more. */
export function isOver(state: TrainingState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}

/** The share of all steps done, in [0, 1]; 1 once finished. */
export function trainingProgress({ state, epoch, epochs, step, steps }: TrainingPayload): number {
  if (state === 'finished') return 1;
  if (epochs === 0 || epoch === 0) return 0;
  const inEpoch = steps === 0 ? 0 : Math.min(1, step / steps);
  return Math.min(1, (epoch - 1 + inEpoch) / epochs);
}

/** The epoch with the highest validation accuracy, the earliest among equals; undefined without validation. */
export function bestEpoch(history: readonly TrainingEpoch[]): TrainingEpoch | undefined {
  let best: TrainingEpoch | undefined;
  for (const epoch of history) {
    if (epoch.valAccuracy !== null && (best === undefined || epoch.valAccuracy > (best.valAccuracy ?? 0)))
      best = epoch;
  }
  return best;
}

function readEpoch(epoch: PayloadReader): TrainingEpoch {
  return {
    epoch: epoch.integer('epoch', 1),
    loss: epoch.numberOrNull('loss'),
    accuracy: epoch.numberOrNull('accuracy'),
    valLoss: epoch.numberOrNull('valLoss'),
    valAccuracy: epoch.numberOrNull('valAccuracy'),
    learningRate: epoch.numberOrNull('learningRate'),
    ms: epoch.numberOrNull('ms'),
  };
}

function readLive(live: PayloadReader): LiveMetrics {
  return { loss: live.numberOrNull('loss'), accuracy: live.numberOrNull('accuracy') };
}
