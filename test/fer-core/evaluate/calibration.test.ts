import { describe, expect, it } from 'vitest';
import { calibration } from '../../../packages/fer-core/src/evaluate/calibration';
import golden from './probabilities-golden.json';

const { truth, probabilities } = golden;

describe('calibration', () => {
  it('agrees with scikit-learn and numpy', () => {
    const { ece, maximumError, negativeLogLikelihood, brierScore, bins } = calibration(probabilities, truth, 4);
    expect(ece).toBeCloseTo(golden.ece, 12);
    expect(maximumError).toBeCloseTo(golden.maximumError, 12);
    expect(negativeLogLikelihood).toBeCloseTo(golden.negativeLogLikelihood, 12);
    expect(brierScore).toBeCloseTo(golden.brierScore, 12);
    expect(bins.map(({ count }) => count)).toEqual(golden.binCounts);
    const filled = bins.filter(({ count }) => count > 0);
    filled.forEach(({ accuracy, confidence }, bin) => {
      expect(accuracy).toBeCloseTo(golden.binAccuracy[bin]!, 12);
      expect(confidence).toBeCloseTo(golden.binConfidence[bin]!, 12);
    });
  });

  it('puts a confidence on an edge into the bin below it, and tells nothing of empty bins', () => {
    // By hand: two images of confidence 0.5, one right; one of confidence 1, wrong. Two bins.
    const { bins, ece, maximumError, meanConfidence, brierScore } = calibration([0.5, 0.5, 0.5, 0.5, 1, 0], [0, 1, 1], 2, 2);
    expect(bins.map(({ count, accuracy, confidence }) => [count, accuracy, confidence])).toEqual([[2, 0.5, 0.5], [1, 0, 1]]);
    expect(ece).toBeCloseTo(1 / 3, 12);
    expect(maximumError).toBe(1);
    expect(meanConfidence).toBeCloseTo(2 / 3, 12);
    expect(brierScore).toBeCloseTo((0.5 + 0.5 + 2) / 3, 12);
    expect(calibration([1, 0], [0], 2, 3).bins[0]).toEqual({ low: 0, high: 1 / 3, count: 0, confidence: null, accuracy: null, accuracyInterval: null });
  });

  it.each([
    ['no images', [], [], 'expected at least one image, got none'],
    ['a probability missing', [1], [0], 'expected 1 × 2 probabilities, got 1'],
    ['what is no probability', [1.5, 0], [0], 'expected probabilities in [0, 1], got 1.5'],
    ['not a number', [NaN, 0], [0], 'got NaN'],
    ['a truth that is no class', [1, 0], [2], 'expected truths from 0 to 1, got 2'],
  ])('refuses %s', (_, given, truths, message) => {
    expect(() => calibration(given, truths, 2)).toThrow(message);
  });

  it('refuses no bins', () => {
    expect(() => calibration([1, 0], [0], 2, 0)).toThrow('expected at least one bin, got 0');
  });
});
