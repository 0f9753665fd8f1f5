import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '../../../packages/fer-core/src/evaluate/confusion-matrix';
import { evaluationReport } from '../../../packages/fer-core/src/evaluate/evaluation-report';
import type { EvaluationProtocol } from '../../../packages/fer-core/src/evaluate/report';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';

const protocol: EvaluationProtocol = {
  dataset: 'faces',
  split: 'test',
  n: 6,
  selectedOn: 'validation',
  tta: 'none',
  weightsSha256: 'w',
  dataSha256: 'd',
  extra: 1,
};

describe('evaluationReport', () => {
  /*
   * By hand. truth     a a a b b c
   *          predicted a a b b a a   → rows a [2 1 0], b [1 1 0], c [1 0 0], d nothing at all
   */
  const report = evaluationReport({
    labels: ['a', 'b', 'c', 'd'],
    truth: [0, 0, 0, 1, 1, 2],
    predicted: Uint8Array.of(0, 0, 1, 1, 0, 0),
    protocol,
  });

  it('counts truths in rows and predictions in columns', () => {
    expect(report.confusion).toEqual([
      [2, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('gives precision, recall, F1 and support of each class, null where nothing is defined', () => {
    const [a, b, c, d] = report.perClass;
    expect(a).toMatchObject({ label: 'a', precision: 2 / 4, recall: 2 / 3, f1: 4 / 7, support: 3 });
    expect(b).toMatchObject({ label: 'b', precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 });
    expect(c).toMatchObject({ precision: null, precisionInterval: null, recall: 0, f1: 0, support: 1 });
    expect(d).toEqual({
      label: 'd',
      precision: null,
      recall: null,
      f1: null,
      support: 0,
      precisionInterval: null,
      recallInterval: null,
    });
    expect(a.recallInterval![0]).toBeLessThan(2 / 3);
    expect(a.precisionInterval).not.toEqual(a.recallInterval);
  });

  it('sums up', () => {
    expect(report.accuracy).toBe(3 / 6);
    expect(report.macroF1).toBeCloseTo((4 / 7 + 1 / 2 + 0) / 3, 12);
    expect(report.balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 12);
    expect(report.protocol).toEqual(protocol);
  });

  it('survives JSON there and back', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it.each([
    ['no images', [], [], 0, 'expected at least one image, got none'],
    [
      'an n that is not the number of images',
      [0],
      [0],
      2,
      'expected protocol.n to be the number of images, 1, got 2',
    ],
    ['a prediction missing', [0, 1], [0], 2, 'expected as many predictions as truths, got 1 and 2'],
    ['a class that is not there', [0, 1], [0, 2], 2, 'expected class indices from 0 to 1, got 2 at position 1'],
    ['a negative truth', [-1], [0], 1, 'got -1 at position 0'],
    ['a fraction', [0], [0.5], 1, 'got 0.5 at position 0'],
  ])('refuses %s', (_, truth, predicted, n, message) => {
    expect(() => evaluationReport({ labels: ['a', 'b'], truth, predicted, protocol: { ...protocol, n } })).toThrow(
      message,
    );
  });
});

const golden = JSON.parse(readFileSync(join(__dirname, 'scikit-learn-golden.json'), 'utf8'));

it.each<Record<string, never>>(golden.cases)('agrees with scikit-learn on $name', (sklearn) => {
  const { truth, predicted, precision, recall, f1, support } = sklearn as Record<string, number[]>;
  const report = evaluationReport({
    labels: EXPRESSIONS,
    truth,
    predicted,
    protocol: { ...protocol, n: truth.length },
  });
  expect(report.confusion).toEqual(sklearn.confusion);
  expect(confusionMatrix(truth, predicted, 7)).toEqual(sklearn.confusion);
  for (const name of ['accuracy', 'macroF1', 'balancedAccuracy'] as const)
    expect(report[name]).toBeCloseTo(sklearn[name], 12);
  const [low, high] = sklearn.accuracyInterval as number[];
  expect(report.accuracyInterval[0]).toBeCloseTo(low, 12);
  expect(report.accuracyInterval[1]).toBeCloseTo(high, 12);
  report.perClass.forEach((row, k) => {
    // scikit-learn was told to say 0 where we say null.
    expect(row.precision ?? 0).toBeCloseTo(precision[k], 12);
    expect(row.recall ?? 0).toBeCloseTo(recall[k], 12);
    expect(row.f1 ?? 0).toBeCloseTo(f1[k], 12);
    expect(row.support).toBe(support[k]);
  });
});
