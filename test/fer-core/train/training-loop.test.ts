import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startBackend } from '../../../packages/fer-core/src/backend';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { loadModel } from '../../../packages/fer-core/src/models/saved-model';
import { RunFolder } from '../../../packages/fer-core/src/train/run-folder';
import { train, type TrainOptions, type TrainingResult } from '../../../packages/fer-core/src/train/training';
import type { TrainingConfigInput } from '../../../packages/fer-core/src/train/training-config';
import type { TrainingData } from '../../../packages/fer-core/src/train/training-loop';
import { temporaryFolder } from '../datasets/temporary-folder';
import { first, TINY, TINY_NETWORK, tinyData } from './tiny';

const { backend } = await startBackend();
vi.setConfig({ testTimeout: 180_000 }); // trainings share a busy machine with other tests

const run = (folder: string, config: TrainingConfigInput = TINY, options: TrainOptions = {}, data: TrainingData = tinyData()): Promise<TrainingResult> =>
  train(config, data, { run: folder, ...options }).done;
const text = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');
const status = (folder: string): { state: string; epoch: number; message?: string } => JSON.parse(text(folder, 'status.json'));
const metrics = (folder: string): string => text(folder, 'metrics.csv');
const checkpoint = async (folder: string) => (await RunFolder.open(folder, { resume: true })).readCheckpoint();

/** Ends the training at step `index` (from 1) of epoch `at`, as a person who presses Stop. */
async function stoppedAt(folder: string, config: TrainingConfigInput, at: number, index: number): Promise<TrainingResult> {
  const abort = new AbortController();
  return run(folder, config, { signal: abort.signal, onStep: ({ epoch, step }) => void (epoch === at && step === index && abort.abort()) });
}

describe('a training', () => {
  it('overfits 32 faces', async () => {
    const faces = first(tinyData().train, 32);
    const config: TrainingConfigInput = {
      ...TINY,
      networkOptions: { ...TINY_NETWORK, stem: [8, 16], growth: [16, 16], bottleneck: [16, 16], dropout: 0 },
      ...{ epochs: 60, batchSize: 32, learningRate: 0.02, augmentation: null, reduceLROnPlateau: null },
    };
    const { history } = await run(join(temporaryFolder(), 'run'), config, {}, { train: faces, validation: faces });
    expect(history.at(-1)!.accuracy).toBe(1);
    expect(history.at(-1)!.loss).toBeLessThan(0.1);
    expect(history[0]!.loss).toBeGreaterThan(1.5);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const folder = temporaryFolder();
    for (const [name, seed] of [['a', 3], ['b', 3], ['c', 4]] as const) await run(join(folder, name), { ...TINY, seed });
    expect(metrics(join(folder, 'b'))).toBe(metrics(join(folder, 'a')));
    expect((await checkpoint(join(folder, 'b')))!.arrays).toEqual((await checkpoint(join(folder, 'a')))!.arrays);
    expect(metrics(join(folder, 'c'))).not.toBe(metrics(join(folder, 'a')));
  });

  it('writes the columns of Keras, one row an epoch, and what it was asked for before the first step', async () => {
    const folder = join(temporaryFolder(), 'run');
    const seen: boolean[] = [];
    const { history, report, model } = await run(folder, TINY, { onStep: () => seen.push(existsSync(join(folder, 'config.json')) && status(folder).state === 'running') });
    expect(seen).toEqual(Array(8).fill(true)); // two epochs of four steps
    const [header, ...rows] = metrics(folder).trim().split('\n');
    expect(header).toBe('epoch,loss,accuracy,val_loss,val_accuracy,learning_rate');
    expect(rows.map((row) => row.split(',').map(Number))).toEqual(
      history.map(({ epoch, loss, accuracy, valLoss, valAccuracy, learningRate }) => [epoch, loss, accuracy, valLoss, valAccuracy, learningRate]),
    );
    const config = JSON.parse(text(folder, 'config.json'));
    expect(config.config).toMatchObject({ seed: 3, batchSize: 16, learningRate: 1e-3, networkOptions: TINY_NETWORK });
    expect(config.data).toMatchObject({ train: 56, validation: 21, trainSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(status(folder)).toMatchObject({ state: 'finished', epoch: 2 });
    expect(report!.accuracy).toBe(Math.max(...history.map(({ valAccuracy }) => valAccuracy)));
    expect(JSON.parse(text(folder, 'report.json')).accuracy).toBe(report!.accuracy);
    expect((await loadModel(folder)).weightsSha256).toBe(model!.weightsSha256);
    expect(text(folder, 'summary.txt')).toContain('Total params');
  });

  it('stops within one step of the signal', async () => {
    const folder = join(temporaryFolder(), 'run');
    let steps = 0;
    const abort = new AbortController();
    const { state, reason } = await run(folder, TINY, { signal: abort.signal, onStep: () => ++steps === 2 && abort.abort() });
    expect([state, steps]).toEqual(['stopped', 2]);
    expect(status(folder)).toMatchObject({ state: 'stopped', epoch: 0, message: reason });
  });
});

describe('going on after an interruption', () => {
  const config: TrainingConfigInput = {
    ...TINY,
    ...{ epochs: 3, mixup: 0.2, averaging: { decay: 0.9 }, schedule: { name: 'cosine', warmUpEpochs: 1 } },
    ...{ reduceLROnPlateau: { monitor: 'accuracy', patience: 1 }, earlyStopping: { patience: 2 } },
  };

  it('equals a training without one, wherever it was stopped', async () => {
    const folder = temporaryFolder();
    const whole = join(folder, 'whole');
    await run(whole, config);
    for (const [epoch, step] of [[2, 3], [3, 4]] as const) {
      const parts = join(folder, `stopped-${epoch}-${step}`);
      await stoppedAt(parts, config, epoch, step);
      expect(metrics(whole).startsWith(existsSync(join(parts, 'metrics.csv')) ? metrics(parts) : '')).toBe(true);
      const { state } = await run(parts, config, { resume: true });
      expect(state).toBe('finished');
      expect(metrics(parts)).toBe(metrics(whole));
      const [expected, found] = [await checkpoint(whole), await checkpoint(parts)];
      expect(found).toEqual(expected);
      expect((await loadModel(parts)).weightsSha256).toBe((await loadModel(whole)).weightsSha256);
    }
  });

  it('trains longer where more epochs are asked for, and is done at once where none are left', async () => {
    const folder = join(temporaryFolder(), 'run');
    await run(folder, { ...TINY, epochs: 1 });
    const longer = await run(folder, TINY, { resume: true });
    expect(longer.history.map(({ epoch }) => epoch)).toEqual([1]);
    expect(metrics(folder).trim().split('\n')).toHaveLength(3);
    const done = await run(folder, TINY, { resume: true });
    expect(done).toMatchObject({ state: 'finished', history: [] });
  });

  it('remembers that a callback ended it', async () => {
    const folder = join(temporaryFolder(), 'run');
    const ending: TrainingConfigInput = { ...TINY, epochs: 9, learningRate: 1e-9, earlyStopping: { monitor: 'loss', patience: 1, minDelta: 100 } };
    const { reason, history } = await run(folder, ending);
    expect([history.length, reason]).toEqual([2, 'loss has not improved for 1 epochs']);
    expect(await run(folder, ending, { resume: true })).toMatchObject({ state: 'finished', reason, history: [] });
  });

  it.each<[string, TrainingConfigInput, RegExp]>([
    ['learning rate', { learningRate: 0.5 }, /^train: expected learningRate 0\.001 of the run that goes on, got 0\.5$/],
    ['optimizer', { optimizer: { name: 'sgd' } }, /^train: expected optimizer \{"name":"adam".*\} of the run that goes on, got \{"name":"sgd"/],
    ['network', { networkOptions: { ...TINY_NETWORK, dropout: 0 } }, /^train: expected networkOptions /],
  ])('refuses another %s, and leaves the run as it was', async (_, change, message) => {
    const folder = join(temporaryFolder(), 'run');
    await run(folder, { ...TINY, epochs: 1 });
    const before = [text(folder, 'status.json'), text(folder, 'config.json'), metrics(folder)];
    const failure = await run(folder, { ...TINY, ...change }, { resume: true }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(message);
    expect([text(folder, 'status.json'), text(folder, 'config.json'), metrics(folder)]).toEqual(before);
  });

  it('refuses other images, a run folder that has a run, and a damaged checkpoint', async () => {
    const folder = join(temporaryFolder(), 'run');
    await run(folder, { ...TINY, epochs: 1 });
    const other = { ...tinyData(), train: first(tinyData().train, 55) };
    await expect(run(folder, TINY, { resume: true }, other)).rejects.toThrow(/^train: expected the training images of the run \(sha256 /);
    await expect(run(folder)).rejects.toThrow(/^train: expected a new run folder, found a run in .*--resume/);
    const file = join(folder, 'checkpoint', 'last.safetensors');
    const whole = readFileSync(file);
    const damaged: [Uint8Array, RegExp][] = [
      [whole.subarray(0, whole.length - 100), /^readSafetensors: expected a whole safetensors file, found \d+ of \d+ bytes of data/],
      [whole.subarray(0, 5), /found 5 bytes/],
      [Buffer.from(whole.toString('latin1').replace('"training":', '"tr_ining":'), 'latin1'), /^train: expected a checkpoint of a training, found other content/],
      [Buffer.from(whole.toString('latin1').replace('"dense/bias":', '"dense_bias":'), 'latin1'), /^train: expected a checkpoint with 7 numbers in dense\/bias, found none/],
    ];
    for (const [bytes, message] of damaged) {
      writeFileSync(file, bytes);
      const failure = await run(folder, TINY, { resume: true }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InputError);
      expect((failure as Error).message).toMatch(message);
    }
    writeFileSync(file, whole);
    expect((await run(folder, TINY, { resume: true })).state).toBe('finished');
  });

  it('starts anew, with whatever configuration, where the first epoch was never finished', async () => {
    const folder = join(temporaryFolder(), 'run');
    await stoppedAt(folder, TINY, 1, 1);
    writeFileSync(join(folder, 'metrics.csv'), 'left behind by a first epoch that was killed before its checkpoint');
    await run(folder, { ...TINY, learningRate: 0.01 }, { resume: true });
    expect(metrics(folder)).toMatch(/^epoch,.*\n0,.*\n1,.*\n$/);
  });
});

describe('when something goes wrong', () => {
  /** Finishes an epoch, then puts a number that is none into an array of its checkpoint. */
  async function wreck(folder: string, config: TrainingConfigInput, array: string): Promise<void> {
    await run(folder, { ...config, epochs: 1 });
    const own = await RunFolder.open(folder, { resume: true });
    const good = (await own.readCheckpoint())!;
    good.arrays[array]![0] = NaN;
    await own.writeCheckpoint(good);
  }

  it('a loss that is no number ends it with its step, and keeps the last checkpoint', async () => {
    const folder = join(temporaryFolder(), 'run');
    await wreck(folder, TINY, 'dense/kernel');
    const before = await checkpoint(folder);
    const message = 'train: expected a finite loss, got NaN at step 5; lower the learning rate (now 0.001)';
    await expect(run(folder, TINY, { resume: true })).rejects.toThrow(message);
    expect(status(folder)).toMatchObject({ state: 'failed', epoch: 1, message });
    expect(await checkpoint(folder)).toEqual(before);
    expect((await loadModel(folder)).network).toBe('xception');
  });

  it('weights that break in the last step of an epoch do not become the checkpoint', async () => {
    const folder = join(temporaryFolder(), 'run');
    const config: TrainingConfigInput = { ...TINY, batchSize: 56 };
    await wreck(folder, config, 'dense/kernel/m'); // the loss is taken before the weights change
    const before = await checkpoint(folder);
    await expect(run(folder, config, { resume: true })).rejects.toThrow(/^train: expected a finite validation loss, got NaN after epoch 2/);
    expect(status(folder)).toMatchObject({ state: 'failed', epoch: 1 });
    expect(await checkpoint(folder)).toEqual(before);
    expect(metrics(folder).trim().split('\n')).toHaveLength(2);
  });

  it('a checkpoint that cannot be written is told, and the last one stays', async () => {
    const folder = join(temporaryFolder(), 'run');
    await run(folder, { ...TINY, epochs: 1 });
    const before = await checkpoint(folder);
    // In the place of the temporary file: opening it fails, also for root, whom no permission stops.
    mkdirSync(join(folder, 'checkpoint', `last.safetensors.${process.pid}.tmp`, 'full'), { recursive: true });
    const failure = await run(folder, TINY, { resume: true }).catch((error: unknown) => error);
    expect((failure as Error).message).toMatch(/EISDIR/);
    expect(status(folder)).toMatchObject({ state: 'failed', epoch: 1, message: (failure as Error).message });
    rmSync(join(folder, 'checkpoint', `last.safetensors.${process.pid}.tmp`), { recursive: true });
    expect(await checkpoint(folder)).toEqual(before);
    expect((await run(folder, TINY, { resume: true })).state).toBe('finished');
  });

  it('wrong data or teachers leave no run behind that would stand in the way', async () => {
    const folder = join(temporaryFolder(), 'run');
    const cases: [TrainingConfigInput, TrainingData, RegExp][] = [
      [TINY, tinyData(20), /^train: xception expected images of 24×24×1, got 20×20×1/],
      [TINY, { ...tinyData(), train: first(tinyData().train, 0) }, /^train: expected images in split train of generated-faces, found none/],
      [{ ...TINY, networkOptions: { ...TINY_NETWORK, classes: 8 } }, tinyData(), /^train: xception expected 8 classes, got 7/],
      [{ ...TINY, distillation: { teachers: [join(folder, 'nobody')] } }, tinyData(), /^loadModel: expected /],
      [{ ...TINY, classWeights: { hapy: 2 } }, tinyData(), /^train: classWeights expected names among angry, .*, got hapy$/],
      [{ ...TINY, batchSize: 0 }, tinyData(), /^training configuration: batchSize: /],
    ];
    for (const [config, data, message] of cases) {
      const failure = await run(folder, config, {}, data).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InputError);
      expect((failure as Error).message).toMatch(message);
    }
    expect((await run(folder)).state).toBe('finished');
  });

  it('a folder in which nothing can be made is told', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(run(join(file, 'run'))).rejects.toThrow(/ENOTDIR/);
  });
});

it('a listener that throws ends the training as failed', async () => {
  const folder = join(temporaryFolder(), 'run');
  const training = train(TINY, tinyData(), { run: folder, onEpoch: () => { throw new Error('no more paper'); } });
  await expect(training.done).rejects.toThrow('no more paper');
  expect(training.payload).toMatchObject({ state: 'failed', message: 'no more paper' });
  expect(status(folder)).toMatchObject({ state: 'failed', epoch: 1 });
});

it.skipIf(backend !== 'tensorflow')('writes events that TensorBoard reads', async () => {
  const folder = join(temporaryFolder(), 'run');
  await run(folder);
  const file = readdirSync(folder).find((name) => name.startsWith('events.out.tfevents'));
  const bytes = readFileSync(join(folder, file!));
  // TFRecord: length (8 bytes), its checksum (4), data, their checksum (4).
  const records: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    expect(at + 16 + length).toBeLessThanOrEqual(bytes.length);
    records.push(bytes.subarray(at + 12, at + 12 + length).toString('latin1'));
    at += 16 + length;
  }
  expect(records[0]).toContain('brain.Event:2');
  for (const tag of ['epoch_loss/train', 'epoch_loss/validation', 'epoch_accuracy/train', 'epoch_accuracy/validation', 'learning_rate']) {
    expect(records.filter((record) => record.includes(tag))).toHaveLength(2); // one an epoch
  }
  expect(records.some((record) => record.includes('dense/kernel'))).toBe(true);
  for (const tag of ['train/augmented/image/0', 'validation/confusion/image']) expect(records.some((record) => record.includes(tag))).toBe(true);
});
