import { describe, expect, it } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { landmarkNetwork, type LandmarkNetworkOptions } from '../../../packages/fer-core/src/models/landmark-network';
import { countMultiplyAdds, countParameters, forwardOutputs, networkWeights } from '../../../packages/fer-core/src/models/network';

await startBackend();

const TINY: LandmarkNetworkOptions = { size: 32, points: 5, stem: [4, 8], modules: [1, 1, 1, 1], growth: [8, 8, 8, 8], bottleneck: [8, 8, 8, 8], transition: [8, 8, 8] };

describe('the landmark network', () => {
  it('has at most a million parameters', () => {
    expect(countParameters(landmarkNetwork()).total).toBe(580_845);
    expect(Math.round(countMultiplyAdds(landmarkNetwork()) / 1e6)).toBe(82);
  });

  it('gives points with the variance of their votes, and a logit of their quality, for every image', () => {
    const network = landmarkNetwork(TINY);
    const values = initialWeights(network, 1);
    tf.tidy(() => {
      const weights = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tensor(values[name]!, shape)]));
      const images = tf.randomUniform([3, 32, 32, 1], 0, 1, 'float32', 1);
      const { points, quality } = forwardOutputs(network, images, weights, { training: false, follow: () => undefined });
      expect([points!.shape, quality!.shape]).toEqual([[3, 5, 3], [3, 1]]);
      const brighter = forwardOutputs(network, tf.add(tf.mul(images, 0.5), 0.3), weights, { training: false, follow: () => undefined });
      expect(tf.max(tf.abs(tf.sub(points!, brighter.points!))).dataSync()[0]).toBeLessThan(0.01);
    });
  });

  it.each(Object.entries({ size: 48, points: 6, stem: [4, 12], modules: [2, 1, 1, 1], growth: [8, 8, 8, 16], bottleneck: [8, 8, 16, 8], transition: [8, 8, 16] }))('changes with %s', (option, value) => {
    const [before, after] = [landmarkNetwork(TINY), landmarkNetwork({ ...TINY, [option]: value })];
    expect([countParameters(after).total, countMultiplyAdds(after)]).not.toEqual([countParameters(before).total, countMultiplyAdds(before)]);
  });

  it('changes with its dilations', () => {
    const answer = (dilations: number[]): number[] => tf.tidy(() => {
      const network = landmarkNetwork({ ...TINY, dilations });
      const values = initialWeights(network, 1);
      const weights = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tensor(values[name]!, shape)]));
      const { points } = forwardOutputs(network, tf.randomUniform([1, 32, 32, 1], 0, 1, 'float32', 1), weights, { training: false, follow: () => undefined });
      return [...points!.dataSync()];
    });
    expect(answer([1, 2])).not.toEqual(answer([1]));
  });

  it('refuses lists of another length and sizes that cannot be halved four times', () => {
    expect(() => landmarkNetwork({ modules: [1, 2, 3] })).toThrow(InputError);
    expect(() => landmarkNetwork({ modules: [1, 2, 3] })).toThrow('landmarkNetwork: expected 4 numbers in modules, got 3');
    expect(() => landmarkNetwork({ size: 100 })).toThrow('multiples of 16, got 100');
  });
});
