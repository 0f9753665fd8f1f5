import { describe, expect, it } from 'vitest';
import { classCurves, rankingOf } from '../../../packages/fer-core/src/evaluate/ranking';
import golden from './probabilities-golden.json';

const labels = ['a', 'b', 'c', 'd'];

describe('classCurves and rankingOf', () => {
  const curves = classCurves(golden.probabilities, golden.truth, labels);
  const ranking = rankingOf(curves);

  it('agree with scikit-learn, ties included', () => {
    golden.auc.forEach((auc, k) => expect(ranking.perClass[k]!.auc).toBeCloseTo(auc, 12));
    golden.averagePrecision.forEach((average, k) => expect(ranking.perClass[k]!.averagePrecision).toBeCloseTo(average, 12));
    // scikit-learn starts the curve at (0, 0).
    const close = (ours: readonly (number | null)[], theirs: readonly number[]) => {
      expect(ours).toHaveLength(theirs.length);
      ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i]!, 12));
    };
    close(curves[0]!.falsePositiveRate, golden.roc.falsePositiveRate.slice(1));
    close(curves[0]!.truePositiveRate, golden.roc.truePositiveRate.slice(1));
    // It stops where all images of the class are found.
    const whole = curves[0]!.truePositiveRate.indexOf(1) + 1;
    close(curves[0]!.precision.slice(0, whole), golden.precisionRecall.precision.slice(0, whole));
    close(curves[0]!.truePositiveRate.slice(0, whole), golden.precisionRecall.recall.slice(0, whole));
  });

  it('say nothing of a class without images, nor count it', () => {
    expect(ranking.perClass[3]).toEqual({ label: 'd', auc: null, averagePrecision: null });
    expect(ranking.macroAuc).toBeCloseTo(golden.auc.reduce((sum, auc) => sum + auc) / 3, 12);
    expect(ranking.macroAveragePrecision).toBeCloseTo(golden.averagePrecision.reduce((sum, average) => sum + average) / 3, 12);
  });

  it('have one threshold for equal probabilities', () => {
    const [first] = classCurves([0.7, 0.3, 0.7, 0.3, 0.1, 0.9], [0, 1, 1], ['a', 'b']);
    expect(first).toEqual({ label: 'a', thresholds: [0.7, 0.1], falsePositiveRate: [0.5, 1], truePositiveRate: [1, 1], precision: [0.5, 1 / 3] });
    expect(rankingOf([first!]).perClass[0]).toEqual({ label: 'a', auc: 0.75, averagePrecision: 0.5 });
  });

  it('refuse probabilities that do not fit', () => {
    expect(() => classCurves([1, 0, 0], [0, 1], ['a', 'b'])).toThrow('classCurves: expected 2 × 2 probabilities, got 3');
  });
});
