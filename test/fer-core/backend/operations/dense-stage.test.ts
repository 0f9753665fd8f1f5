import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { denseStage, type DenseStageWeights } from '../../../../packages/fer-core/src/backend/operations/dense-stage';
import { largestDifference, noOwnOperations, parity, randomTensor, withOperations } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

interface Stage {
  input: number[];
  modules: number;
  bottleneck: number;
  growth: number;
  dilations: number[];
}

/** Widths that fill vectors, half tiles and whole tiles and that do not; pictures of 35 to 576 pixels. */
const STAGES: Stage[] = [
  { input: [1, 5, 7, 3], modules: 1, bottleneck: 4, growth: 5, dilations: [1] },
  { input: [3, 24, 24, 32], modules: 2, bottleneck: 48, growth: 24, dilations: [1, 2] },
  { input: [2, 7, 7, 40], modules: 3, bottleneck: 80, growth: 33, dilations: [1, 2] },
];

/** In the order in which `denseStage` learns them, behind the picture. */
const LEARNED = ['reduce', 'reduceGamma', 'reduceBeta', 'depthwise', 'expand', 'expandGamma', 'expandBeta'] as const;

function tensorsOf({ input, modules, bottleneck, growth }: Stage): Tensor[] {
  const rows = modules * input[3]! + (growth * modules * (modules - 1)) / 2;
  const shapes = [input, [rows, bottleneck], [modules, bottleneck], [modules, bottleneck], [modules, 3, 3, bottleneck], [modules, bottleneck, growth], [modules, growth], [modules, growth]];
  return shapes.map((shape, i) => randomTensor(shape, i + 1));
}

function run({ modules, bottleneck, growth, dilations }: Stage, training: boolean, [x, ...learned]: Tensor[]): ReturnType<typeof denseStage> {
  const moving = {
    reduceMean: randomTensor([modules, bottleneck], 21),
    reduceVariance: randomTensor([modules, bottleneck], 22, [0.5, 2]),
    expandMean: randomTensor([modules, growth], 23),
    expandVariance: randomTensor([modules, growth], 24, [0.5, 2]),
  };
  const weights = { ...Object.fromEntries(LEARNED.map((name, i) => [name, learned[i]])), ...moving } as unknown as DenseStageWeights;
  return denseStage(x!, weights, { dilations, epsilon: 0.001, training });
}

describe.skipIf(skipped)('our own operation', () => {
  it.each(STAGES)('gives the value and the gradients of TensorFlow’s operations: $input, $modules × $bottleneck → $growth', (stage) => {
    const tensors = tensorsOf(stage);
    expect(parity((...inputs) => run(stage, true, inputs).y, tensors)).toBeLessThan(2e-3);
    tf.dispose(tensors);
  });

  it.each(STAGES)('and their results and statistics in inference and training: $input', (stage) => {
    const tensors = tensorsOf(stage);
    const values = (kind: 'own' | 'stock', training: boolean): Float32Array[] => tf.tidy(() => withOperations(kind, () => {
      const { y, statistics } = run(stage, training, tensors);
      return [y, ...Object.values(statistics ?? {})].map((tensor) => (tensor as Tensor).dataSync<'float32'>().slice());
    }));
    for (const training of [false, true]) {
      const [own, stock] = [values('own', training), values('stock', training)];
      expect(own).toHaveLength(training ? 5 : 1);
      own.forEach((each, i) => expect(largestDifference(each, stock[i]!)).toBeLessThan(1e-4));
    }
    tf.dispose(tensors);
  });
});
