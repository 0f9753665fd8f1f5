import { describe, expect, it } from 'vitest';
import { fewer, fewerImages } from '../../../packages/fer-core/src/experiment/fewer-images';
import { measuredPair } from '../../../packages/fer-core/src/experiment/measured';
import { medianInterval } from '../../../packages/fer-core/src/experiment/median-interval';
import { ordinaryConvolutionCost, networkCost } from '../../../packages/fer-core/src/experiment/ordinary-convolutions';
import { resampledInterval, resampledMean } from '../../../packages/fer-core/src/experiment/resampled-interval';
import { bestClassSubset } from '../../../packages/fer-core/src/experiment/rows/class-subset';
import { drawnAgain } from '../../../packages/fer-core/src/experiment/rows/leaky-split';
import { shortcutResult } from '../../../packages/fer-core/src/experiment/rows/accuracy';
import { coverageAt, surestFirst } from '../../../packages/fer-core/src/experiment/rows/surest-answers';
import { defineNetwork } from '../../../packages/fer-core/src/models/network';
import { pattern, split } from '../audit/faces';

describe('medianInterval', () => {
  it('takes the times whose ranks enclose the median', () => {
    // n = 25: ranks 12.5 ± 4.9, so the 7th and the 19th (Conover: 8th and 18th cover less than 95 %).
    const { median, interval } = medianInterval(Array.from({ length: 25 }, (_, i) => 25 - i));
    expect(median).toBe(13);
    expect(interval).toEqual([7, 19]);
    expect(medianInterval([3])).toEqual({ median: 3, interval: [3, 3] });
  });
});

describe('resampledMean', () => {
  it('comes near the interval of the normal distribution, always the same one', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 2);
    const { mean, interval } = resampledMean(values);
    expect(mean).toBe(0.5);
    expect(interval[0]).toBeCloseTo(0.5 - 1.96 * Math.sqrt(0.25 / 400), 1.7);
    expect(interval[1]).toBeCloseTo(0.5 + 1.96 * Math.sqrt(0.25 / 400), 1.7);
    expect(resampledMean(values)).toEqual({ mean, interval });
  });

  it('refuses an empty list', () => {
    expect(() => resampledInterval(0, () => 0)).toThrow('resampledInterval: expected at least one face, got 0');
  });
});

describe('measuredPair', () => {
  it('counts the images that only one is right on', () => {
    const first = [true, true, false, false, true];
    const second = [true, false, true, true, true];
    const { difference, p, measured } = measuredPair('b − a', first, second, 'faces');
    expect(difference).toBeCloseTo(0.2, 12);
    expect(p).toBe(1);
    expect(measured[1].name).toContain('2 images right only with it, 1 only without');
  });
});

describe('fewerImages', () => {
  const data = split('validation', [1, 2, 3, 4].map((seed) => pattern(seed)), [0, 0, 1, 1]);

  it('takes evenly spread ones, so that data in the order of the classes keeps them', () => {
    const two = fewerImages(data, 2);
    expect([two.count, two.name, [...two.labels], two.ids]).toEqual([2, 'patterns (2 of 4 images)', [0, 1], ['validation 0', 'validation 2']]);
    expect(two.images.subarray(48 * 48)).toEqual(new Uint8Array(pattern(3)));
    expect(fewerImages(data, 4)).toBe(data);
    expect(fewer(['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
  });
});

describe('ordinaryConvolutionCost', () => {
  it('counts k²·c·f weights where depthwise and pointwise kernels have k²·c + c·f', () => {
    const separable = defineNetwork('separable', {}, [6, 6, 4], (net, x) => net.softmax(net.globalAveragePool(net.separableConv(x, 7, 3))));
    const ordinary = defineNetwork('ordinary', {}, [6, 6, 4], (net, x) => net.softmax(net.globalAveragePool(net.conv(x, 7, 3, { bias: false }))));
    expect(ordinaryConvolutionCost(separable)).toEqual(networkCost(ordinary));
    expect(ordinaryConvolutionCost(ordinary)).toEqual(networkCost(ordinary));
  });

  it('counts each module of a dense stage', () => {
    const stage = { modules: 2, bottleneck: 8, growth: 3, dilations: [1, 2] };
    const dense = defineNetwork('dense', {}, [6, 6, 4], (net, x) => net.softmax(net.globalAveragePool(net.denseStage(x, stage))));
    const more = 2 * (9 * 8 * 3 - 9 * 8 - 8 * 3);
    const { parameters, multiplyAdds } = networkCost(dense);
    expect(ordinaryConvolutionCost(dense)).toEqual({ parameters: parameters + more, multiplyAdds: multiplyAdds + 36 * more });
  });
});

describe('the shortcuts', () => {
  it('find the classes that are told apart best, answering only with them', () => {
    const classes = ['a', 'b', 'c'];
    const labels = Uint8Array.from([0, 0, 1, 1, 2, 2]);
    const probabilities = Float32Array.from([0.5, 0.1, 0.4, 0.2, 0.5, 0.3, 0.6, 0.3, 0.1, 0.1, 0.2, 0.7, 0.0, 0.4, 0.6, 0.1, 0.3, 0.6]);
    // a/b: images 0 right, 1 wrong, 2 wrong, 3 right; a/c: 0 right, 1 wrong, 4 and 5 right; b/c: 2 right (0.3 against 0.1), 3 wrong, 4 and 5 right.
    expect(bestClassSubset({ classes, labels }, { probabilities }, 2)).toEqual({ classes: [0, 2], right: 3, n: 4 });
    expect(bestClassSubset({ classes, labels }, { probabilities }, 3)).toMatchObject({ classes: [0, 1, 2], right: 3, n: 6 });
  });

  it('draw a test set without repetition, by its seed', () => {
    const drawn = drawnAgain(1000, 0.1, 1);
    expect(new Set(drawn).size).toBe(100);
    expect(drawn.every((image) => image >= 0 && image < 1000)).toBe(true);
    expect(drawnAgain(1000, 0.1, 1)).toEqual(drawn);
    expect(drawnAgain(1000, 0.1, 2)).not.toEqual(drawn);
    const mean = drawn.reduce((sum, image) => sum + image, 0) / 100;
    expect(Math.abs(mean - 500)).toBeLessThan(4 * (1000 / Math.sqrt(12 * 100)));
  });

  it('keep the surest answers', () => {
    expect(surestFirst([0.2, 0.9, 0.5], [false, true, true])).toEqual([true, true, false]);
    expect(coverageAt([true, true, false, true], 0.7)).toBe(1);
    expect(coverageAt([true, true, false, true], 0.75)).toBe(0.5);
    expect(coverageAt([false, true], 0.6)).toBe(0);
  });

  it('are judged by their best share', () => {
    const share = (value: number) => ({ name: 'x', value, unit: 'share', interval: null, n: 1, on: 'y' }) as const;
    expect(shortcutResult([share(0.5), share(0.96)], ['Why.'])).toMatchObject({ verdict: 'only with a shortcut', finding: 'Why. This shortcut gives more than 95 %: 96.0 %.' });
    expect(shortcutResult([share(0.95)], ['Why.'])).toMatchObject({ verdict: 'not supported', finding: 'Why. Even this shortcut gives 95.0 % only.' });
  });
});
