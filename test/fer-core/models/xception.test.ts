import { describe, expect, it } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { countMultiplyAdds, countParameters, forward, networkWeights } from '../../../packages/fer-core/src/models/network';
import { summary } from '../../../packages/fer-core/src/models/summary';
import { xception, type XceptionOptions } from '../../../packages/fer-core/src/models/xception';
import { largestDifference, randomTensor } from '../backend/own-operations';

await startBackend();

/** Of one module that reads `channels`: 1×1, batch norm, depthwise 3×3, 1×1, batch norm; batch norm has 4 numbers a channel. */
const moduleParameters = (channels: number, bottleneck: number, growth: number): number =>
  channels * bottleneck + 4 * bottleneck + 9 * bottleneck + bottleneck * growth + 4 * growth;
const moduleMultiplyAdds = (pixels: number, channels: number, bottleneck: number, growth: number): number =>
  pixels * (channels * bottleneck + 9 * bottleneck + bottleneck * growth);

/** Parameters and multiply-adds of the whole network, counted from its description. */
function byHand({ stem, modules, growth, bottleneck, transition, size, classes }: { stem: number[]; modules: number[]; growth: number[]; bottleneck: number[]; transition: number[]; size: number; classes: number }) {
  const half = Math.ceil(size / 2);
  let parameters = 9 * stem[0]! + 4 * stem[0]! + 9 * stem[0]! * stem[1]! + 4 * stem[1]!;
  let multiplyAdds = size * size * 9 * stem[0]! + half * half * 9 * stem[0]! * stem[1]!;
  let [channels, side] = [stem[1]!, half];
  modules.forEach((count, stage) => {
    if (stage > 0) {
      side = Math.ceil(side / 2);
      parameters += channels * transition[stage - 1]! + 4 * transition[stage - 1]!;
      multiplyAdds += side * side * channels * transition[stage - 1]!;
      channels = transition[stage - 1]!;
    }
    for (let i = 0; i < count; i++) {
      parameters += moduleParameters(channels, bottleneck[stage]!, growth[stage]!);
      multiplyAdds += moduleMultiplyAdds(side * side, channels, bottleneck[stage]!, growth[stage]!);
      channels += growth[stage]!;
    }
  });
  return { parameters: parameters + channels * classes + classes, multiplyAdds: multiplyAdds + channels * classes };
}

const DEFAULTS = { stem: [8, 32], modules: [2, 5, 6], growth: [24, 32, 48], bottleneck: [48, 80, 128], transition: [64, 144], size: 48, classes: 7 };
const TINY = { stem: [4, 8], modules: [1, 1], growth: [8, 8], bottleneck: [8, 8], transition: [8], height: 24, width: 24 };

describe('the improved Xception', () => {
  it('has 372,335 parameters', () => {
    expect(countParameters(xception()).total).toBe(372_335);
    expect(byHand(DEFAULTS).parameters).toBe(372_335);
  });

  it('has the multiply-adds of its modules, one by one', () => {
    expect(countMultiplyAdds(xception())).toBe(byHand(DEFAULTS).multiplyAdds);
    const one = { ...DEFAULTS, modules: [1], growth: [24], bottleneck: [48], transition: [] };
    const two = { ...one, modules: [2] };
    const [first, second] = [one, two].map(({ modules, growth, bottleneck, transition }) => countMultiplyAdds(xception({ modules, growth, bottleneck, transition })));
    expect(second! - first!).toBe(moduleMultiplyAdds(24 * 24, 32 + 24, 48, 24) + 24 * 7);
    expect(moduleMultiplyAdds(24 * 24, 56, 48, 24)).toBe(2_460_672); // 576 pixels · (2688 + 432 + 1152)
  });

  it('tells the same numbers in its summary', () => {
    const network = xception();
    const text = summary(network);
    expect(text).toContain('Total params: 372,335 (1454.43 KB)');
    const { total, trainable } = countParameters(network);
    expect(text).toContain(`Trainable params: ${trainable.toLocaleString('en-US')}`);
    expect(text).toContain(`Non-trainable params: ${(total - trainable).toLocaleString('en-US')}`);
    expect(text).toContain(`Multiply-adds: ${byHand(DEFAULTS).multiplyAdds.toLocaleString('en-US')} for one image`);
  });

  it('halves the picture at the stem and before each later stage, and ends in the classes', () => {
    const { inputShape, classes, layers } = xception();
    expect([inputShape, classes]).toEqual([[48, 48, 1], 7]);
    const sides = layers.map(({ outputShape }) => outputShape).filter(({ length }) => length === 3).map(([side]) => side!);
    expect([...new Set(sides)]).toEqual([48, 24, 12, 6]);
  });

  it('gives a logit a class', () => {
    const network = xception(TINY);
    tf.tidy(() => {
      const weights = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tensor(initialWeights(network, 1)[name]!, shape)]));
      const logits = forward(network, randomTensor([3, 24, 24, 1], 1), weights, { training: false, follow: () => undefined });
      expect(logits.shape).toEqual([3, 7]);
      expect(new Set(logits.dataSync()).size).toBe(21);
      const other = forward(network, randomTensor([3, 24, 24, 1], 2), weights, { training: false, follow: () => undefined });
      expect(largestDifference(logits.dataSync(), other.dataSync())).toBeGreaterThan(1e-3);
    });
  });
});

describe('every option changes the network', () => {
  const plain = xception(TINY);
  const signature = (options: XceptionOptions) => {
    const network = xception({ ...TINY, ...options });
    return { shape: [...network.inputShape, network.classes], ...countParameters(network), multiplyAdds: countMultiplyAdds(network), options: network.options };
  };
  it.each<[string, XceptionOptions]>([
    ['height', { height: 32 }],
    ['width', { width: 32 }],
    ['channels', { channels: 3 }],
    ['classes', { classes: 8 }],
    ['stem', { stem: [4, 12] }],
    ['modules', { modules: [1, 2] }],
    ['growth', { growth: [8, 12] }],
    ['bottleneck', { bottleneck: [12, 8] }],
    ['transition', { transition: [12] }],
  ])('%s', (name, change) => {
    const { options, ...numbers } = signature(change);
    const { options: before, ...usual } = signature({});
    expect(numbers).not.toEqual(usual);
    expect(options).toEqual({ ...before, ...change });
    expect(options[name]).not.toEqual(before[name]);
  });

  /** Logits in a training step or in use, by the same weights. */
  const logits = (options: XceptionOptions, training: boolean): Float32Array =>
    tf.tidy(() => {
      const network = xception({ ...TINY, ...options });
      const values = initialWeights(plain, 1);
      const weights = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tensor(values[name]!, shape)]));
      const seed = tf.tensor1d([1, 2], 'int32');
      return forward(network, randomTensor([4, 24, 24, 1], 1), weights, { training, seed, follow: () => undefined }).dataSync<'float32'>().slice();
    });
  it('dilations', () => {
    expect(largestDifference(logits({ dilations: [1, 1] }, false), logits({}, false))).toBeGreaterThan(1e-4);
    expect(largestDifference(logits({ dilations: [2, 1] }, false), logits({}, false))).toBeGreaterThan(1e-4);
    expect(largestDifference(logits({ dilations: [1, 1] }, false), logits({ dilations: [1] }, false))).toBeLessThan(1e-6);
  });
  it('dropout, in training alone', () => {
    expect(largestDifference(logits({ dropout: 0.5 }, true), logits({}, true))).toBeGreaterThan(1e-3);
    expect(logits({ dropout: 0.5 }, false)).toEqual(logits({}, false));
  });
});

it.each<[XceptionOptions, string]>([
  [{ stem: [8] }, 'xception: expected 2 numbers in stem, got 1'],
  [{ growth: [24, 32] }, 'xception: expected 3 numbers in growth, got 2'],
  [{ bottleneck: [1, 2, 3, 4] }, 'xception: expected 3 numbers in bottleneck, got 4'],
  [{ transition: [64] }, 'xception: expected 2 numbers in transition, got 1'],
  [{ modules: [2, 5] }, 'xception: expected 2 numbers in growth, got 3'],
])('%j is refused', (options, message) => {
  expect(() => xception(options)).toThrow(new InputError(message));
});

it('channels that do not fall into equal groups are refused', () => {
  expect(() => xception({ ...TINY, bottleneck: [9, 8] })).toThrow(InputError);
  expect(() => xception({ ...TINY, bottleneck: [9, 8] })).toThrow(/expected .* in 2 equal groups, got 9/);
});
