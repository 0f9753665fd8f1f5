import { expect, it } from 'vitest';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { networkWeights, sizeOf, type Network } from '../../../packages/fer-core/src/models/network';

/** A network of one weight. */
function single(shape: number[], initializer: 'zeros' | 'ones' | 'glorotUniform' | 'heNormal'): Network {
  const layer = {
    name: 'layer', kind: 'Conv2D', inputs: [], outputShape: [1], multiplyAdds: 0,
    weights: [{ name: 'w', shape, initializer, trainable: true }],
    forward: () => { throw new Error('not asked for'); },
  };
  return { name: 'single', options: {}, inputShape: [1, 1, 1], classes: 1, layers: [layer] } as unknown as Network;
}

const deviation = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

it('gives every weight its values', () => {
  const weights = initialWeights(miniXception(), 1);
  for (const [name, { shape }] of networkWeights(miniXception())) expect(weights[name], name).toHaveLength(sizeOf(shape));
  expect([...weights['batch_normalization/gamma']]).toEqual(Array(8).fill(1));
  expect([...weights['batch_normalization/moving_mean']]).toEqual(Array(8).fill(0));
});

it('gives the same weights for the same seed, as it always has, and others for another', () => {
  const weights = initialWeights(miniXception(), 7);
  expect(initialWeights(miniXception(), 7)).toEqual(weights);
  expect(initialWeights(miniXception(), 8)['conv2d/kernel']).not.toEqual(weights['conv2d/kernel']);
  // Taken from this program on 2026-11-25.
  expect([...weights['conv2d/kernel'].slice(0, 3)].map((value) => value.toFixed(6))).toEqual(['0.272165','0.255148','0.136388']);
});

it('draws Glorot\'s uniform numbers by fan-in and fan-out', () => {
  const { 'layer/w': values } = initialWeights(single([3, 3, 40, 60], 'glorotUniform'), 1);
  const limit = Math.sqrt(6 / (9 * 40 + 9 * 60));
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
  expect(deviation(values) / (limit / Math.sqrt(3))).toBeCloseTo(1, 1);
});

it('draws He\'s normal numbers by fan-in', () => {
  const { 'layer/w': values } = initialWeights(single([3, 3, 40, 60], 'heNormal'), 1);
  expect(deviation(values) / Math.sqrt(2 / (9 * 40))).toBeCloseTo(1, 1);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 2);
});

it.each([['zeros', 0], ['ones', 1]] as const)('fills with %s', (initializer, value) => {
  expect([...initialWeights(single([3], initializer), 1)['layer/w']]).toEqual([value, value, value]);
});
