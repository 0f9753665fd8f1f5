import { describe, expect, it } from 'vitest';
import { compareResults } from '../../../packages/fer-core/src/compare/compare-results';
import { comparisonText } from '../../../packages/fer-core/src/compare/comparison-text';
import { pairedDifference } from '../../../packages/fer-core/src/compare/paired-difference';
import { result } from './results';

//             fixed  broken  same right  same wrong  fixed
const truth = [0, 0, 1, 1, 1];
const first = [1, 0, 1, 0, 0];
const second = [0, 1, 1, 0, 1];

describe('compareResults', () => {
  const comparison = compareResults([
    result('a', truth, first, { config: { optimizer: { name: 'adam' }, seed: 1, layers: [1, 2] } }),
    result('b', truth, second, { config: { optimizer: { name: 'sgd', momentum: 0.9 }, seed: 1, layers: [1, 2] } }),
  ]);
  const [pair] = comparison.pairs;

  it('counts the images that only one got right, and tests them', () => {
    expect(pair!.test).toEqual({ onlyFirst: 1, onlySecond: 2, method: 'exact binomial', statistic: 1, p: 1 });
    expect(pair!.accuracy).toEqual(pairedDifference(1, 2, 5));
    expect(pair!.accuracy.difference).toBeCloseTo(comparison.runs[1]!.accuracy - comparison.runs[0]!.accuracy, 12);
  });

  it('lists the images that changed, the surest first', () => {
    expect(pair!.changed.map(({ id, change, first: before, second: after }) => [id, change, before, after])).toEqual([
      ['face 4', 'fixed', 'happy', 'sad'],
      ['face 1', 'broken', 'happy', 'sad'],
      ['face 0', 'fixed', 'sad', 'happy'],
    ]);
  });

  it('subtracts the confusion matrices', () => {
    expect(pair!.confusionDifference).toEqual([[0, 0], [-1, 1]]);
  });

  it('lists the settings that differ, and no others', () => {
    expect(comparison.configDifference).toEqual([
      { path: 'optimizer.momentum', values: [undefined, 0.9] },
      { path: 'optimizer.name', values: ['adam', 'sgd'] },
    ]);
    expect(comparison.seeds).toEqual([]);
  });

  it('says it in text with intervals and what was measured', () => {
    const text = comparisonText(comparison);
    expect(text).toContain('b against a on faces test, n = 5: +20.00 points (95 % interval ');
    expect(text).toContain('only a right: 1, only b right: 2; McNemar exact binomial: p = 1.0000');
    expect(text).toMatch(/optimizer.name +"adam" +"sgd"/);
    expect(text).toMatch(/fixed \(2\) +face 4 +sad +happy 0.70 +sad 0.70/);
    expect(text).toMatch(/a +faces test, n = 5 +validation +none +40.0 % \(\d+\.\d–\d+\.\d\)/);
  });

  it('adjusts for several comparisons with the first', () => {
    const [many, none] = [Array.from({ length: 12 }, () => 0), Array.from({ length: 12 }, () => 1)];
    const three = compareResults([result('a', many, none), result('b', many, many), result('c', many, [...many.slice(0, 9), 1, 1, 1])]);
    expect(three.pairs.map(({ test }) => test.p)).toEqual([2 / 2 ** 12, 2 / 2 ** 9]);
    expect(three.pairs.map(({ adjustedP }) => adjustedP)).toEqual([4 / 2 ** 12, 2 / 2 ** 9]);
    expect(comparisonText(three)).toContain('adjusted for 2 comparisons (Holm)');
  });

  it('gives mean and spread of runs that differ in the seed alone, on the same images', () => {
    const config = { network: 'tiny' };
    const { seeds } = compareResults([
      result('a', truth, first, { config: { ...config, seed: 1 } }),
      result('b', truth, second, { config: { ...config, seed: 2 } }),
      result('other', truth, second, { config: { network: 'big', seed: 3 } }),
      result('flip', truth, second, { config: { ...config, seed: 4 }, tta: 'flip' }),
      result('elsewhere', truth, second, { config: { ...config, seed: 5 }, dataSha256: 'x' }),
    ]);
    expect(seeds).toHaveLength(1);
    expect(seeds[0]).toMatchObject({ runs: ['a', 'b'], seeds: [1, 2], on: { dataset: 'faces', split: 'test', n: 5 } });
    expect(seeds[0]!.accuracy.mean).toBeCloseTo(0.5, 12);
    expect(seeds[0]!.accuracy.sd).toBeCloseTo(Math.sqrt(0.02), 12);
  });

  it('pairs nothing that was measured on other images, and says so', () => {
    const { pairs, unpaired } = compareResults([result('a', truth, first), result('b', truth, second, { dataSha256: 'x' })]);
    expect(pairs).toEqual([]);
    expect(unpaired).toEqual([{ name: 'b', reason: 'judged other images: faces test, n = 5, and not faces test, n = 5' }]);
    const swapped = result('b', truth, second);
    swapped.predictions.ids = ['face 1', 'face 0', ...swapped.predictions.ids.slice(2)];
    expect(compareResults([result('a', truth, first), swapped]).unpaired[0]!.reason).toBe('predictions.csv has another image or label in row 1');
  });

  it('refuses a single run and different classes', () => {
    expect(() => compareResults([result('a', truth, first)])).toThrow('expected at least two runs, got 1');
    const other = result('b', truth, second);
    other.report.labels = ['happy', 'angry'];
    expect(() => compareResults([result('a', truth, first), other])).toThrow('expected the classes happy, sad as in a, got happy, angry in b');
  });
});

describe('pairedDifference', () => {
  it('is the adjusted Wald interval', () => {
    // By hand: shares 2/12 and 5/12; difference 0.25, spread √((7/12 − 0.0625) / 12).
    const { difference, interval } = pairedDifference(1, 4, 10);
    expect(difference).toBeCloseTo(0.3, 12);
    expect(interval[0]).toBeCloseTo(0.25 - 1.959963984540054 * Math.sqrt((7 / 12 - 0.0625) / 12), 12);
    expect(interval[1]).toBeCloseTo(0.25 + 1.959963984540054 * Math.sqrt((7 / 12 - 0.0625) / 12), 12);
  });

  it('holds no doubt away where no image changed', () => {
    const { difference, interval } = pairedDifference(0, 0, 10);
    expect(difference).toBe(0);
    expect(interval[1]).toBeGreaterThan(0.05);
    expect(interval[0]).toBe(-interval[1]);
  });
});
