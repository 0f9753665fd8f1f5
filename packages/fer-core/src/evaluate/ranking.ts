import { meanOfDefined } from './class-metrics';
import { checkProbabilities } from './calibration';

/** What the probabilities of one class are worth against all others: threshold by threshold, from the highest probability down. */
export interface ClassCurves {
  label: string;
  /** Probability from which on an image is called this class. */
  thresholds: number[];
  /** Of the images of other classes, the share called this class. */
  falsePositiveRate: (number | null)[];
  /** Of the images of this class, the share called so: recall. */
  truePositiveRate: (number | null)[];
  precision: number[];
}

/** One-against-the-rest ranking of each class; `null` where a class has no images, or all. */
export interface Ranking {
  /** Mean over the classes for which it is defined. */
  macroAuc: number | null;
  /** Mean over the classes that have images. */
  macroAveragePrecision: number | null;
  perClass: {
    label: string;
    /** Area under the ROC curve: the chance that an image of the class gets a higher probability than another one; ties count half. */
    auc: number | null;
    /** Σ (recall − recall before) × precision over the thresholds, as scikit-learn's `average_precision_score`. */
    averagePrecision: number | null;
  }[];
}

/**
 * ROC and precision-recall curves of each class against the rest; images of equal probability share a threshold.
 * @param probabilities [n, classes], row-major
 * @param truth class indices [n]
 * @throws InputError for no images or probabilities that do not fit `truth`
 */
export function classCurves(probabilities: ArrayLike<number>, truth: ArrayLike<number>, labels: readonly string[]): ClassCurves[] {
  const classes = labels.length;
  checkProbabilities('classCurves', probabilities, truth, classes);
  return labels.map((label, k) => {
    const score = (image: number) => probabilities[image * classes + k];
    const order = Array.from(truth, (_, image) => image).sort((a, b) => score(b) - score(a));
    const positives = order.reduce((total, image) => total + (truth[image] === k ? 1 : 0), 0);
    const negatives = order.length - positives;
    const curves: ClassCurves = { label, thresholds: [], falsePositiveRate: [], truePositiveRate: [], precision: [] };
    let hits = 0;
    order.forEach((image, at) => {
      if (truth[image] === k) hits++;
      if (at + 1 < order.length && score(order[at + 1]) === score(image)) return;
      const called = at + 1;
      curves.thresholds.push(score(image));
      curves.truePositiveRate.push(positives > 0 ? hits / positives : null);
      curves.falsePositiveRate.push(negatives > 0 ? (called - hits) / negatives : null);
      curves.precision.push(hits / called);
    });
    return curves;
  });
}

/** Areas under the curves of `classCurves`. */
export function rankingOf(curves: readonly ClassCurves[]): Ranking {
  const perClass = curves.map(({ label, falsePositiveRate, truePositiveRate, precision }) => {
    let [auc, averagePrecision, x, y]: (number | null)[] = [0, 0, 0, 0];
    for (let i = 0; i < precision.length; i++) {
      const [right, top] = [falsePositiveRate[i], truePositiveRate[i]];
      averagePrecision = top === null ? null : averagePrecision! + (top - y!) * precision[i];
      auc = top === null || right === null ? null : auc! + ((right - x!) * (top + y!)) / 2;
      [x, y] = [right, top];
    }
    return { label, auc, averagePrecision };
  });
  return {
    macroAuc: meanOfDefined(perClass.map(({ auc }) => auc)),
    macroAveragePrecision: meanOfDefined(perClass.map(({ averagePrecision }) => averagePrecision)),
    perClass,
  };
}
