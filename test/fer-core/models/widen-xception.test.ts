import { describe, expect, it } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { initialWeights, type WeightValues } from '../../../packages/fer-core/src/models/initial-weights';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { forward, networkWeights, type Network } from '../../../packages/fer-core/src/models/network';
import { canWidenXception, widenXception } from '../../../packages/fer-core/src/models/widen-xception';
import { xception, type XceptionOptions } from '../../../packages/fer-core/src/models/xception';
import { largestDifference, randomTensor } from '../backend/own-operations';

await startBackend();

const NARROW: XceptionOptions = { stem: [4, 8], modules: [2, 2], growth: [8, 12], bottleneck: [8, 16], transition: [12], height: 24, width: 24 };

/** Weights of which no two are alike, so that a wrong place shows. */
function weightsOf(network: Network, seed: number): WeightValues {
  const random = initialWeights(network, seed);
  return Object.fromEntries(
    Object.entries(random).map(([name, values]) => [name, /gamma|beta|mean|variance|bias/.test(name) ? values.map((value, at) => value + 0.01 * ((at * 7 + seed) % 13)) : values]),
  );
}

function logits(network: Network, weights: WeightValues, images: ReturnType<typeof randomTensor>): number[] {
  return tf.tidy(() => {
    const tensors = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tensor(weights[name]!, shape)]));
    return [...forward(network, images, tensors, { training: false, follow: () => undefined } as never).dataSync()];
  });
}

describe('widenXception', () => {
  const built = xception(NARROW);
  const weights = weightsOf(built, 1);
  const images = randomTensor([3, 24, 24, 1], 5);
  const before = logits(built, weights, images);

  const wider: [string, XceptionOptions][] = [
    ['nothing', {}],
    ['stem', { stem: [6, 12] }],
    ['modules', { modules: [3, 4] }],
    ['growth', { growth: [12, 20] }],
    ['bottleneck', { bottleneck: [16, 24] }],
    ['transition', { transition: [20] }],
    ['all', { stem: [6, 12], modules: [3, 4], growth: [12, 20], bottleneck: [16, 24], transition: [20] }],
  ];
  for (const [name, change] of wider) {
    it(`computes the same with more of ${name}`, () => {
      const wide = xception({ ...NARROW, ...change });
      const fresh = weightsOf(wide, 2);
      const widened = widenXception({ built, weights }, wide, fresh);
      expect(largestDifference(logits(wide, widened, images), before)).toBeLessThan(1e-5);
      if (name !== 'nothing') expect(largestDifference(logits(wide, fresh, images), before)).toBeGreaterThan(1e-2);
    });
  }

  it('keeps the starting weights of what is new', () => {
    const wide = xception({ ...NARROW, growth: [12, 12] });
    const fresh = weightsOf(wide, 2);
    const widened = widenXception({ built, weights }, wide, fresh);
    const [beta, newBeta] = [widened['dense_stage/expand_beta']!, fresh['dense_stage/expand_beta']!];
    expect([...beta.slice(0, 8)]).toEqual([...weights['dense_stage/expand_beta']!.slice(0, 8)]);
    expect([...beta.slice(8, 12)]).toEqual([...newBeta.slice(8, 12)]);
  });

  it('puts weights into a network for images of another size', () => {
    expect(canWidenXception(built, xception({ ...NARROW, height: 48, width: 48, dropout: 0 }))).toBe(true);
    const smaller = xception({ ...NARROW, height: 48, width: 48 });
    expect(widenXception({ built, weights }, smaller, initialWeights(smaller, 2))).toEqual(weights);
  });

  it('refuses what is narrower anywhere, computes differently or is another network', () => {
    for (const change of [{ growth: [4, 20] }, { dilations: [1, 3] }, { classes: 6 }, { modules: [2, 2, 2], growth: [8, 12, 8], bottleneck: [8, 16, 8], transition: [12, 12] }]) {
      expect(canWidenXception(built, xception({ ...NARROW, ...change })), JSON.stringify(change)).toBe(false);
    }
    expect(canWidenXception(miniXception(), xception())).toBe(false);
  });
});
