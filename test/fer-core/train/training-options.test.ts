import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { buildNetwork } from '../../../packages/fer-core/src/models/registry';
import { saveModel } from '../../../packages/fer-core/src/models/saved-model';
import type { EpochLogs } from '../../../packages/fer-core/src/train/callbacks/callback';
import { teach } from '../../../packages/fer-core/src/train/teaching';
import { train } from '../../../packages/fer-core/src/train/training';
import { resolveTrainingConfig, TrainingConfigSchema, type TrainingConfigInput } from '../../../packages/fer-core/src/train/training-config';
import { temporaryFolder } from '../datasets/temporary-folder';
import { first, TINY_NETWORK, tinyData } from './tiny';

await startBackend();
vi.setConfig({ testTimeout: 180_000 }); // trainings share a busy machine with other tests

/** Two epochs of two steps each, with everything on that has an option of its own. */
const USUAL: TrainingConfigInput = {
  network: 'xception',
  networkOptions: TINY_NETWORK,
  ...{ epochs: 2, batchSize: 12, seed: 3, learningRate: 0.01, reduceLROnPlateau: null },
  optimizer: { name: 'adam', weightDecay: 0.01 },
};
const data = { train: first(tinyData().train, 24), validation: first(tinyData().validation, 14) };

async function history(changes: TrainingConfigInput): Promise<EpochLogs[]> {
  return (await train({ ...USUAL, ...changes }, data, { run: join(temporaryFolder(), 'run') }).done).history;
}
const numbers = (logs: EpochLogs[]): number[] => logs.flatMap(({ loss, valLoss }) => [loss, valLoss]);
const moved = (a: EpochLogs[], b: EpochLogs[]): number => Math.max(...numbers(a).map((value, i) => Math.abs(value - numbers(b)[i]!)));

/** A model folder with random weights. */
async function teacher(seed: number): Promise<string> {
  const built = buildNetwork('xception', TINY_NETWORK);
  const folder = join(temporaryFolder(), `teacher-${seed}`);
  const weights = initialWeights(built, seed);
  weights['dense/bias'] = Float32Array.from({ length: 7 }, (_, k) => (k === seed ? 4 : 0));
  const description = { network: 'xception', networkOptions: built.options, inputRange: 'symmetric' as const, labels: [...data.train.classes], training: {} };
  await saveModel(folder, { ...description, built, weights });
  return folder;
}

describe('every option of a training changes its result', () => {
  /** Beside the usual training, those whose options have options. */
  const bases: Record<string, TrainingConfigInput> = {
    usual: {},
    sgd: { optimizer: { name: 'sgd', weightDecay: 0.01 } },
    cosine: { schedule: { name: 'cosine', warmUpEpochs: 1, finalShare: 0.1 } },
    averaging: { averaging: { decay: 0.1 } },
    mixup: { mixup: 0.2 },
  };
  const results = new Map<string, EpochLogs[]>();
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fer-core-'));
    for (const [name, base] of Object.entries(bases)) {
      results.set(name, (await train({ ...USUAL, ...base }, data, { run: join(folder, name) }).done).history);
    }
    rmSync(folder, { recursive: true });
  });

  const adam = { name: 'adam', weightDecay: 0.01 } as const;
  const sgd = { name: 'sgd', weightDecay: 0.01 } as const;
  const { schedule } = bases.cosine as { schedule: NonNullable<TrainingConfigInput['schedule']> };
  const cases: [field: string, base: string, change: TrainingConfigInput][] = [
    ['network', 'usual', { network: 'mini_XCEPTION', networkOptions: { height: 24, width: 24 } }],
    ['networkOptions', 'usual', { networkOptions: { ...TINY_NETWORK, dropout: 0 } }],
    ['inputRange', 'usual', { inputRange: 'unit' }],
    ['batchSize', 'usual', { batchSize: 8 }],
    ['optimizer', 'usual', bases.sgd!],
    ['optimizer.beta1', 'usual', { optimizer: { ...adam, beta1: 0.5 } }],
    ['optimizer.beta2', 'usual', { optimizer: { ...adam, beta2: 0.5 } }],
    ['optimizer.epsilon', 'usual', { optimizer: { ...adam, epsilon: 0.01 } }],
    ['optimizer.weightDecay', 'usual', { optimizer: { ...adam, weightDecay: 0 } }],
    ['optimizer.momentum', 'sgd', { optimizer: { ...sgd, momentum: 0.5 } }],
    ['optimizer.nesterov', 'sgd', { optimizer: { ...sgd, nesterov: false } }],
    ['optimizer.weightDecay', 'sgd', { optimizer: { ...sgd, weightDecay: 0.5 } }],
    ['precision', 'usual', { precision: 'bfloat16' }],
    ['learningRate', 'usual', { learningRate: 0.02 }],
    ['schedule.name', 'cosine', { schedule: { ...schedule, name: 'constant' } }],
    ['schedule.warmUpEpochs', 'cosine', { schedule: { ...schedule, warmUpEpochs: 0 } }],
    ['schedule.finalShare', 'cosine', { schedule: { ...schedule, finalShare: 0.9 } }],
    ['labelSmoothing', 'usual', { labelSmoothing: 0.1 }],
    ['mixup', 'usual', bases.mixup!],
    ['mixup', 'mixup', { mixup: 1 }],
    ['classWeights', 'usual', { classWeights: { angry: 5 } }],
    ['averaging', 'usual', bases.averaging!],
    ['averaging.decay', 'averaging', { averaging: { decay: 0.01 } }],
    ['augmentation', 'usual', { augmentation: null }],
    ['augmentation.*', 'usual', { augmentation: { brightnessRange: 0.3 } }],
    ['seed', 'usual', { seed: 4 }],
  ];
  it.each(cases)('%s (beside %s: %j)', async (_, base, change) => {
    expect(moved(await history({ ...bases[base], ...change }), results.get(base)!)).toBeGreaterThan(1e-6); // without the change not one bit differs
  });

  it('epochs', async () => expect(await history({ epochs: 1 })).toHaveLength(1));

  it('reduceLROnPlateau and earlyStopping', async () => {
    const plateau = { monitor: 'accuracy', patience: 1, factor: 0.1 } as const;
    const stuck = { learningRate: 1e-9, epochs: 3 };
    const rates = (logs: EpochLogs[]) => logs.map(({ learningRate }) => learningRate);
    expect(new Set(rates(await history({ ...stuck, reduceLROnPlateau: null }))).size).toBe(1);
    expect(new Set(rates(await history({ ...stuck, reduceLROnPlateau: { ...plateau, minLearningRate: 0 } }))).size).toBeGreaterThan(1);
    expect(await history({ ...stuck, earlyStopping: { monitor: 'loss', patience: 1, minDelta: 10 } })).toHaveLength(2);
  });

  it('execution does not: eager steps give the same', async () => {
    expect(moved(await history({ execution: 'eager' }), results.get('usual')!)).toBeLessThan(1e-4);
  });

  it('distillation: teachers, weight, temperature and views', async () => {
    const [one, two] = [await teacher(1), await teacher(2)];
    const distillation = { teachers: [one], weight: 0.5, temperature: 1, tta: 'none' as const };
    const taught = await history({ distillation });
    expect(moved(taught, results.get('usual')!)).toBeGreaterThan(1e-4);
    for (const change of [{ teachers: [two] }, { teachers: [one, two] }, { weight: 0.9 }, { temperature: 4 }, { tta: 'ten-crop' as const }]) {
      expect(moved(await history({ distillation: { ...distillation, ...change } }), taught), JSON.stringify(change)).toBeGreaterThan(1e-4);
    }
  });

  it('startFrom: the weights of another training, of the same network', async () => {
    const before = await teacher(1);
    expect(moved(await history({ startFrom: before }), results.get('usual')!)).toBeGreaterThan(1e-4);
    const still = { startFrom: before, learningRate: 1e-9 };
    const [one, other] = [await history(still), await history({ ...still, seed: 4 })];
    // Only batch norm's averages move, with the batches that a seed draws.
    expect(Math.abs(one[0]!.valLoss - other[0]!.valLoss)).toBeLessThan(1e-3);
    const [random, otherRandom] = [await history({ learningRate: 1e-9 }), await history({ learningRate: 1e-9, seed: 4 })];
    expect(Math.abs(random[0]!.valLoss - otherRandom[0]!.valLoss)).toBeGreaterThan(2e-3);
    await expect(history({ startFrom: before, networkOptions: { ...TINY_NETWORK, growth: [4, 8] } })).rejects.toThrow(/^train: expected weights of the same network, or of one that is nowhere wider, in /);
  });

  it('startFrom: the weights of a narrower Xception', async () => {
    const before = await teacher(1);
    const still = { startFrom: before, learningRate: 1e-9, reduceLROnPlateau: null };
    const [same, wider] = [await history(still), await history({ ...still, networkOptions: { ...TINY_NETWORK, modules: [2, 1], growth: [12, 8] } })];
    expect(moved(wider, same)).toBeLessThan(1e-3);
  });

  it('no field of the configuration is left out here', () => {
    const tested = new Set([...cases.map(([field]) => field.split('.')[0]!), 'epochs', 'reduceLROnPlateau', 'earlyStopping', 'execution', 'distillation', 'startFrom']);
    const elsewhere = ['data']; // test/fer-core/train/training-data.test.ts
    expect([...tested, ...elsewhere].sort()).toEqual(Object.keys(TrainingConfigSchema.shape).sort());
    const numbersOf = (name: 'adam' | 'sgd') => Object.keys(resolveTrainingConfig({ optimizer: { name } }).optimizer).filter((field) => field !== 'name');
    const optimizers = cases.flatMap(([field]) => (field.startsWith('optimizer.') ? [field.slice('optimizer.'.length)] : []));
    expect([...new Set(optimizers)].sort()).toEqual([...new Set([...numbersOf('adam'), ...numbersOf('sgd')])].sort());
  });
});

describe('teachers', () => {
  it('say the mean of their probabilities, softened by the temperature, and leave no tensors behind', async () => {
    const [one, two] = [await teacher(1), await teacher(2)];
    const tensors = tf.memory().numTensors;
    const [first, second, both, soft] = await Promise.all([
      teach({ teachers: [one], weight: 1, temperature: 1, tta: 'none' }, data.train),
      teach({ teachers: [two], weight: 1, temperature: 1, tta: 'none' }, data.train),
      teach({ teachers: [one, two], weight: 1, temperature: 1, tta: 'none' }, data.train),
      teach({ teachers: [one], weight: 1, temperature: 2, tta: 'none' }, data.train),
    ]);
    expect(tf.memory().numTensors).toBe(tensors);
    const row = (values: Float32Array) => [...values.subarray(7, 14)];
    expect(row(first!)[1]).toBeGreaterThan(0.5);
    expect(row(both!)).toEqual(row(first!).map((value, k) => expect.closeTo((value + row(second!)[k]!) / 2, 5)));
    const roots = row(first!).map(Math.sqrt);
    const sum = roots.reduce((a, b) => a + b);
    expect(row(soft!)).toEqual(roots.map((root) => expect.closeTo(root / sum, 5)));
  });

  it('of other classes are refused', async () => {
    const folder = await teacher(1);
    const other = { ...data.train, classes: [...data.train.classes].reverse() };
    await expect(teach({ teachers: [folder], weight: 1, temperature: 1, tta: 'none' }, other)).rejects.toThrow(/^train: teacher .* expected the classes neutral, .*, got angry, /);
  });
});
