import { describe, expect, it } from 'vitest';
import { compareResults } from '../../../packages/fer-core/src/compare/compare-results';
import { COMPARISON_MIME, comparisonSummary, comparisonView, DISPLAY, parseComparison } from '../../../packages/fer-core/src/views';
import { result } from '../compare/results';

const truth = [0, 0, 1, 1];
const comparison = compareResults([
  result('<a>', truth, [1, 0, 1, 0], { config: { seed: 1, name: '<x>' } }),
  result('b', truth, [0, 0, 1, 0], { config: { seed: 1 } }),
  result('c', truth, [0, 0, 1, 1], { dataSha256: 'other' }),
]);
const view = comparisonView(comparison);

describe('comparisonView', () => {
  it('carries everything that fer compare prints over the wire and back', () => {
    const read = parseComparison(JSON.parse(JSON.stringify(view[DISPLAY]()[COMPARISON_MIME])));
    expect(read).toEqual(view.payload);
    expect(read.runs.map(({ name, on, n }) => [name, on, n])).toEqual([['<a>', 'faces test', 4], ['b', 'faces test', 4], ['c', 'faces test', 4]]);
    expect(read.runs[0].accuracy).toEqual({ value: 0.5, interval: comparison.runs[0].accuracyInterval });
    expect(read.configuration).toContainEqual({ path: 'name', values: ['"<x>"', '–', '–'] });
    expect(read.pairs).toHaveLength(1);
    expect(read.pairs[0]).toMatchObject({ first: '<a>', second: 'b', difference: 0.25, test: { onlyFirst: 0, onlySecond: 1, p: 1 }, confusionDifference: [[1, -1], [0, 0]], changes: { fixed: 1, broken: 0, other: 0 } });
    expect(read.pairs[0].changed).toEqual([{ id: 'face 0', truth: 'happy', first: 'sad', firstConfidence: 0.5, second: 'happy', secondConfidence: 0.5, change: 'fixed' }]);
    expect(read.unpaired[0].name).toBe('c');
  });

  it('keeps the counts of changes when it does not carry all of them', () => {
    const many = Array.from({ length: 400 }, () => 0);
    const { payload } = comparisonView(compareResults([result('a', many, many.map(() => 1)), result('b', many, many)]));
    expect(payload.pairs[0].changes).toEqual({ fixed: 400, broken: 0, other: 0 });
    expect(payload.pairs[0].changed).toHaveLength(300);
  });

  it('reads as text and as HTML without the extension, names escaped', () => {
    const bundle = view[DISPLAY]();
    expect(bundle['text/plain']).toBe(comparisonSummary(view.payload));
    expect(bundle['text/plain']).toContain('b against <a>: +25.00 points (95 % interval ');
    expect(bundle['text/plain']).toContain('c cannot be compared image by image: judged other images');
    for (const part of ['&lt;a&gt;', '+25.00 points', 'Confusion of b − &lt;a&gt;', '−1', '1 fixed, 0 broken, 0 other', 'face 0']) expect(bundle['text/html']).toContain(part);
    expect(bundle['text/html']).not.toContain('<a>');
  });

  it.each([
    ['runs', { runs: 3 }, 'comparison view: expected runs to be a list, got 3'],
    ['a newer version', { version: 2 }, /expected version 1, got 2; a newer FER Workbench/],
    ['configuration', { configuration: [{ path: 'seed', values: ['1'] }] }, 'comparison view: expected configuration[0].values to be a list of 3, got a list of 1'],
    ['confusions', { pairs: [{ ...view.payload.pairs[0], confusionDifference: [[1, 2]] }] }, /pairs\[0\]\.confusionDifference to be a list of 2/],
    ['changes', { pairs: [{ ...view.payload.pairs[0], changed: [{ ...view.payload.pairs[0].changed[0], change: 'lost' }] }] }, /change to be fixed or broken or other, got "lost"/],
  ])('says what is wrong with %s', (_, change, message) => {
    expect(() => parseComparison({ ...view.payload, ...change })).toThrow(message);
  });

  it('refuses one run', () => {
    expect(() => comparisonView({ ...comparison, runs: comparison.runs.slice(0, 1) })).toThrow('comparisonView: expected at least two runs, got 1');
  });
});
