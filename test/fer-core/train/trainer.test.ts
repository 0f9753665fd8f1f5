import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import type { Network } from '../../../packages/fer-core/src/models/network';
import { xception } from '../../../packages/fer-core/src/models/xception';
import { drawViews, NO_AUGMENTATION, seededDraw } from '../../../packages/fer-core/src/train/augmentation';
import { takeBatch } from '../../../packages/fer-core/src/train/batches';
import { adam, sgd } from '../../../packages/fer-core/src/train/optimizer';
import { TargetMaker } from '../../../packages/fer-core/src/train/targets';
import { Trainer, type StepResult, type TrainerOptions, type TrainingBatch } from '../../../packages/fer-core/src/train/trainer';
import { largestDifference } from '../backend/own-operations';
import { TINY_NETWORK, tinyData } from './tiny';

const { backend, warning } = await startBackend();
vi.setConfig({ testTimeout: 180_000 }); // trainings share a busy machine with other tests
const skipped = backend === 'tensorflow' ? undefined : `compiled steps need TensorFlow (${warning})`;
if (skipped) console.warn(`Skipped: ${skipped}`);

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

const tinyXception = xception(TINY_NETWORK);
const small = miniXception({ height: 24, width: 24 });
const [BATCH, LAST] = [8, 3];

function trainerOf(network: Network, options: Partial<TrainerOptions> = {}): Trainer {
  const trainer = new Trainer({
    network,
    weights: initialWeights(network, 5),
    optimizer: adam(),
    inputRange: 'symmetric',
    mixes: false,
    averageDecay: null,
    batchSizes: [BATCH, LAST],
    ...options,
  });
  expect(trainer.compiled).toBe(!skipped && options.mode !== 'eager');
  return trainer;
}

function batchOf(network: Network, step: number, size = BATCH, mixup = 0): TrainingBatch {
  const data = tinyData(network.inputShape[0]).train;
  const indices = Uint32Array.from({ length: size }, (_, i) => (step * BATCH + i) % data.count);
  const draw = seededDraw(1, step);
  const targets = new TargetMaker({ mixup, labelSmoothing: 0.1, classWeights: 'balanced', distillation: null }, data, null);
  const views = drawViews(size, network.inputShape, { ...NO_AUGMENTATION, rotationRange: 10, horizontalFlip: true, erasingProbability: 0.5 }, draw);
  return { ...takeBatch(data, indices), ...targets.make(indices, draw), views };
}

const settings = (step: number, changes: { learningRate?: number; seed?: [number, number] } = {}) => ({
  step,
  learningRate: 0.003 / step,
  seed: [11, step] as [number, number],
  ...changes,
});

/** Six steps, one of them with the last, partial batch. */
function trained(trainer: Trainer, network: Network, mixup: number): { results: StepResult[]; state: Record<string, Float32Array>; answers: Float32Array } {
  const results = Array.from({ length: 6 }, (_, i) => trainer.step(batchOf(network, i, i === 3 ? LAST : BATCH, mixup), settings(i + 1)));
  const answers = trainer.predict(tinyData(network.inputShape[0]).validation.images);
  const state = trainer.state();
  trainer.dispose();
  return { results, state, answers };
}

describe.skipIf(skipped)('six compiled steps are those of the eager session', () => {
  const cases: [string, Network, Partial<TrainerOptions>, number][] = [
    ['mini_XCEPTION, Adam', small, { optimizer: adam({ epsilon: 1e-3 }) }, 0], // a larger epsilon keeps rounding from growing
    ['mini_XCEPTION, SGD', small, { optimizer: sgd({ weightDecay: 1e-3 }) }, 0],
    ['xception, Adam, dropout', tinyXception, {}, 0],
    ['xception, AdamW, dropout, mixup, averages', tinyXception, { optimizer: adam({ weightDecay: 0.05 }), mixes: true, averageDecay: 0.9 }, 0.3],
    ['xception, SGD, averages, [0, 1]', tinyXception, { optimizer: sgd({ nesterov: false }), averageDecay: 0.99, inputRange: 'unit' }, 0],
    ['xception without dropout, SGD, mixup', xception({ ...TINY_NETWORK, dropout: 0 }), { optimizer: sgd(), mixes: true }, 0.2],
  ];
  it.each(cases)('%s', (_, network, options, mixup) => {
    const [compiled, eager] = (['compiled', 'eager'] as const).map((mode) => {
      return trained(trainerOf(network, { ...options, mode }), network, mixup);
    });
    compiled!.results.forEach(({ loss, correct }, i) => {
      expect(Math.abs(loss - eager!.results[i]!.loss), `loss of step ${i + 1}`).toBeLessThan(1e-5);
      expect(correct).toBe(eager!.results[i]!.correct);
    });
    expect(Object.keys(compiled!.state)).toEqual(Object.keys(eager!.state));
    for (const [name, values] of Object.entries(compiled!.state)) expect(largestDifference(values, eager!.state[name]!), name).toBeLessThan(1e-5);
    expect(largestDifference(compiled!.answers, eager!.answers)).toBeLessThan(1e-5);
  });
});

it('learning rate, seed of dropout, views, targets, image weights and mix are given anew at each step', () => {
  const trainer = trainerOf(tinyXception, { mixes: true });
  const start = trainer.state();
  const plain = batchOf(tinyXception, 0);
  const outcome = (batch: TrainingBatch, changes: Parameters<typeof settings>[1] = {}) => {
    trainer.restore(start);
    const { loss } = trainer.step(batch, settings(1, changes));
    return { loss, state: trainer.state() };
  };
  const moved = (a: Record<string, Float32Array>, b: Record<string, Float32Array>) => Math.max(...Object.keys(a).map((name) => largestDifference(a[name]!, b[name]!)));
  const usual = outcome(plain);
  const again = outcome(plain);
  expect(again.loss).toBe(usual.loss);
  expect(moved(again.state, usual.state)).toBe(0);

  const faster = outcome(plain, { learningRate: 0.01 });
  expect(faster.loss).toBe(usual.loss);
  expect(moved(faster.state, usual.state)).toBeGreaterThan(1e-3);

  const half = new Float32Array(BATCH).fill(0.5);
  for (const other of [
    outcome(plain, { seed: [12, 1] }),
    outcome(plain, { seed: [11, 2] }),
    outcome({ ...plain, views: drawViews(BATCH, [24, 24], { ...NO_AUGMENTATION, brightnessRange: 0.5 }, seededDraw(9, 9)) }),
    outcome({ ...plain, targets: plain.targets.map(() => 1 / 7) }),
    outcome({ ...plain, imageWeights: half }),
    outcome({ ...plain, mix: half }),
  ]) {
    expect(Math.abs(other.loss - usual.loss)).toBeGreaterThan(1e-4);
    expect(moved(other.state, usual.state)).toBeGreaterThan(1e-4);
  }
  trainer.dispose();
});

it('counts right answers and takes the loss before the weights change', () => {
  const network = xception({ ...TINY_NETWORK, dropout: 0 });
  const trainer = trainerOf(network, { optimizer: sgd() });
  const batch = { ...batchOf(network, 0), labels: new Int32Array(BATCH).fill(2) };
  const first = trainer.step(batch, settings(1, { learningRate: 1 }));
  const second = trainer.step(batch, settings(2, { learningRate: 1e-9 }));
  expect(first.loss).not.toBe(second.loss);
  expect(Number.isInteger(first.correct)).toBe(true);
  const bias = new Float32Array(7);
  bias[2] = 100; // every answer is class 2
  trainer.restore({ 'dense/bias': bias });
  expect(trainer.step(batch, settings(3)).correct).toBe(BATCH);
  trainer.dispose();
});

describe.skipIf(skipped)('mixed precision', () => {
  const steps = (precision: 'float32' | 'bfloat16' | 'float16', options: Partial<TrainerOptions> = {}) =>
    trained(trainerOf(tinyXception, { precision, optimizer: sgd(), ...options }), tinyXception, 0);
  const exact = skipped ? undefined : steps('float32');

  it.each([['bfloat16', 0.05], ['float16', 0.01]] as const)('%s computes other products of the same training', (precision, tolerance) => {
    const { results, answers } = steps(precision);
    results.forEach(({ loss }, i) => expect(Math.abs(loss - exact!.results[i]!.loss), `loss of step ${i + 1}`).toBeLessThan(tolerance));
    expect(results.map(({ loss }) => loss)).not.toEqual(exact!.results.map(({ loss }) => loss));
    expect(largestDifference(answers, exact!.answers)).toBeLessThan(tolerance);
  });

  it.each(['bfloat16', 'float16'] as const)('%s leaves the weights float32: they take steps that it could not tell', (precision) => {
    const trainer = trainerOf(tinyXception, { precision, optimizer: sgd() });
    const before = trainer.state()['dense/kernel']!;
    trainer.step(batchOf(tinyXception, 0), settings(1, { learningRate: 1e-5 }));
    const change = largestDifference(trainer.state()['dense/kernel']!, before);
    expect(change).toBeGreaterThan(0);
    expect(change).toBeLessThan(1e-4);
    trainer.dispose();
  });

  it('says that eager steps know float32 only', () => {
    const told: string[] = [];
    trainerOf(tinyXception, { precision: 'bfloat16', mode: 'eager', onFallback: (reason) => told.push(reason) }).dispose();
    expect(told).toEqual(['bfloat16 was asked for, but only a compiled step computes in it: float32 is used']);
  });
});

it('adds the L2 penalty of mini_XCEPTION to the loss', () => {
  const trainer = trainerOf(small);
  const start = trainer.state();
  const batch = batchOf(small, 0);
  const kernel = start['conv2d/kernel']!;
  // Batch norm behind it takes the factor out again: the penalty alone changes.
  const [before, after] = [30, 60].map((factor) => {
    trainer.restore({ ...start, 'conv2d/kernel': kernel.map((value) => factor * value) });
    return trainer.step(batch, settings(1)).loss;
  });
  const squares = kernel.reduce((sum, value) => sum + value * value, 0);
  const expected = 0.01 * (60 ** 2 - 30 ** 2) * squares;
  expect(Math.abs(after! - before! - expected)).toBeLessThan(1e-3 * expected);
  trainer.dispose();
});

it('averages follow the weights, predict and are what `weights` gives', () => {
  const trainer = trainerOf(tinyXception, { averageDecay: 0.5 });
  const start = trainer.state()['dense/kernel']!;
  trainer.step(batchOf(tinyXception, 0), settings(1));
  const state = trainer.state();
  // The first step keeps (1 + 1) / (10 + 1), less than the decay.
  const expected = start.map((value, i) => (2 / 11) * value + (9 / 11) * state['dense/kernel']![i]!);
  expect(largestDifference(state['dense/kernel/average']!, expected)).toBeLessThan(1e-6);
  expect(trainer.weights()['dense/kernel']).toEqual(state['dense/kernel/average']);
  expect(trainer.weights()['batch_normalization/moving_mean']).toEqual(state['batch_normalization/moving_mean']);
  const { images } = tinyData().validation;
  const answers = trainer.predict(images);
  trainer.restore({ 'dense/kernel': new Float32Array(start.length) });
  expect(trainer.predict(images)).toEqual(answers);
  trainer.restore({ 'dense/kernel/average': new Float32Array(start.length) });
  expect(trainer.predict(images)).not.toEqual(answers);
  trainer.dispose();
});

it('weight decay pulls kernels alone', () => {
  const [plain, decayed] = [adam(), adam({ weightDecay: 0.5 })].map((optimizer) => {
    const trainer = trainerOf(tinyXception, { optimizer });
    trainer.step(batchOf(tinyXception, 0), settings(1));
    const state = trainer.state();
    trainer.dispose();
    return state;
  });
  const start = initialWeights(tinyXception, 5);
  for (const [name, before] of Object.entries(start)) {
    const expected = plain![name]!.map((value, i) => (name.endsWith('kernel') ? value - 0.003 * 0.5 * before[i]! : value));
    expect(largestDifference(decayed![name]!, expected), name).toBeLessThan(1e-6);
  }
});

it('a weight that is no number shows in the loss, wherever it is', () => {
  const trainer = trainerOf(tinyXception);
  const start = trainer.state();
  const weights = Object.keys(initialWeights(tinyXception, 5)).filter((name) => !name.includes('moving'));
  expect(weights.length).toBeGreaterThan(10);
  for (const name of weights) {
    trainer.restore({ ...start, [name]: start[name]!.map(() => NaN) });
    expect(trainer.step(batchOf(tinyXception, 0), settings(1)).loss, name).toBeNaN();
  }
  trainer.dispose();
});

it('leaks nothing over 50 steps', () => {
  const trainer = trainerOf(tinyXception, { mixes: true, averageDecay: 0.9 });
  const batch = batchOf(tinyXception, 0);
  trainer.step(batch, settings(1));
  const before = tf.memory();
  for (let step = 2; step <= 51; step++) trainer.step(batch, settings(step));
  expect([tf.memory().numTensors, tf.memory().numBytes]).toEqual([before.numTensors, before.numBytes]);
  trainer.dispose();
});
