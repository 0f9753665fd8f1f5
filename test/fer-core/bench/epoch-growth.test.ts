import { describe, expect, it } from 'vitest';
import { widened } from '../../../packages/fer-core/src/bench/bench-networks';
import { growthVariants } from '../../../packages/fer-core/src/bench/epoch-growth';
import { countParameters } from '../../../packages/fer-core/src/models/network';
import { buildNetwork } from '../../../packages/fer-core/src/models/registry';

describe('widened', () => {
  it('scales every number of channels and nothing else, in whole groups', () => {
    const options = { height: 48, stem: [16, 33], growth: [3], dilations: [1, 2], modules: [3, 5], dropout: 0.2 };
    expect(widened({ options }, 0.5)).toEqual({ ...options, stem: [8, 16], growth: [2] });
    expect(widened({ options }, 2)).toEqual({ ...options, stem: [32, 66], growth: [6] });
  });

  it('knows when a network has no channels to choose', () => {
    expect(widened(buildNetwork('mini_XCEPTION'), 2)).toBeNull();
  });
});

describe('growthVariants', () => {
  const changes = (network: string) => growthVariants({ network, images: 100, batch: 10, networkOptions: {} });

  it('changes one thing at a time', () => {
    expect(changes('mini_XCEPTION').map(({ images, batch }) => [images, batch])).toEqual([
      [100, 10],
      [50, 10],
      [200, 10],
      [100, 5],
      [100, 20],
    ]);
  });

  it('also makes a network with options for its channels narrower and wider', () => {
    const variants = changes('xception').slice(5);
    expect(variants.map(({ change }) => change)).toEqual(['half the channels', 'twice the channels']);
    const [narrow, wide] = variants.map(({ networkOptions }) => countParameters(buildNetwork('xception', networkOptions)).total);
    const base = countParameters(buildNetwork('xception')).total;
    expect(narrow).toBeLessThan(base / 2);
    expect(wide).toBeGreaterThan(base * 2);
  });
});
