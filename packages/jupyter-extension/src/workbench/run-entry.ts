import { bestEpoch, TRAINING_STATES, type TrainingEpoch, type TrainingPayload, type TrainingState } from 'fer-core/views';
import { JsonFields } from './json-fields';
import { readMetrics } from './metrics-csv';

/** A run folder as the panel shows it. */
export interface RunEntry {
  name: string;
  /** Below the workbench's folder. */
  path: string;
  /** Changes whenever a file of the folder was replaced. */
  revision: string;
  state: TrainingState;
  message?: string;
  /** Epochs done. */
  epoch: number;
  epochs: number;
  /** When the run last told how it stands, ISO 8601. */
  updated: string | null;
  history: TrainingEpoch[];
  /** The best validation accuracy; `n` counts the validation images, null where nothing says how many. */
  best: { accuracy: number; epoch: number; n: number | null } | null;
  config: RunConfig | null;
  hasReport: boolean;
}

/** What a run was asked to do, from `config.json`. */
export interface RunConfig {
  network: string | null;
  dataset: string | null;
  trainImages: number | null;
  validationImages: number | null;
  batchSize: number | null;
  learningRate: number | null;
  optimizer: string | null;
  seed: number | null;
  device: string;
  started: string | null;
}

/** The texts of a run folder's files, those that are there. */
export interface RunFiles {
  status: string;
  config?: string;
  metrics?: string;
}

/**
 * Reads a run folder.
 * @throws Error when a file is no JSON or the state is none that we know.
 */
export function readRun(about: Pick<RunEntry, 'name' | 'path' | 'revision' | 'hasReport'>, { status, config, metrics }: RunFiles): RunEntry {
  const told = JsonFields.parse(status);
  const state = TRAINING_STATES.find((known) => known === told.text('state'));
  if (state === undefined) throw new Error(`status.json: expected a state among ${TRAINING_STATES.join(', ')}, got ${told.text('state')}`);
  const message = told.text('message');
  const history = metrics === undefined ? [] : readMetrics(metrics);
  const described = config === undefined ? null : readConfig(JsonFields.parse(config));
  const best = bestEpoch(history);
  return {
    ...about,
    state,
    ...(message === null ? {} : { message }),
    epoch: told.number('epoch') ?? history.length,
    epochs: told.number('epochs') ?? 0,
    updated: told.text('updated'),
    history,
    best: best ? { accuracy: best.valAccuracy as number, epoch: best.epoch, n: described?.validationImages ?? null } : null,
    config: described,
  };
}

/** The run as the training view shows it; steps and speed are known only to the process that trains. */
export function runPayload({ name, state, message, epoch, epochs, history, config }: RunEntry): TrainingPayload {
  return {
    run: name,
    state,
    ...(message === undefined ? {} : { message }),
    device: config?.device ?? '',
    epoch,
    epochs,
    step: 1, // `epoch` is done: the whole of its steps
    steps: 1,
    etaMs: null,
    msPerStep: null,
    history,
    live: null,
  };
}

function readConfig(file: JsonFields): RunConfig {
  const config = file.object('config');
  const data = file.object('data');
  const environment = file.object('environment');
  const threads = environment.number('threads');
  return {
    network: config.text('network'),
    dataset: data.text('name') ?? config.text('data'),
    trainImages: data.number('train'),
    validationImages: data.number('validation'),
    batchSize: config.number('batchSize'),
    learningRate: config.number('learningRate'),
    optimizer: config.object('optimizer').text('name'),
    seed: config.number('seed'),
    device: [environment.text('device'), threads && `${threads} threads`].filter(Boolean).join(', '),
    started: file.text('started'),
  };
}
