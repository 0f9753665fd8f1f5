import { NORMAL_POINT as Z } from '../evaluate/normal-point';

/** How much more often the second classifier is right, on the same images. */
export interface PairedDifference {
  /** accuracy of the second − accuracy of the first, in [−1, 1] */
  difference: number;
  interval: [low: number, high: number];
}

/**
 * Difference of two accuracies on the same images with its 95 % interval: Wald's, after half an image is added to each cell of the table of
 * both answers (Bonett and Price). Source: D. G. Bonett, R. M. Price, J. Educ. Behav. Stat. 37 (2012) 479–488.
 * @param onlyFirst images that only the first got right
 * @param onlySecond images that only the second got right
 * @param n all images, at least 1
 */
export function pairedDifference(onlyFirst: number, onlySecond: number, n: number): PairedDifference {
  const [first, second] = [(onlyFirst + 1) / (n + 2), (onlySecond + 1) / (n + 2)];
  const half = Z * Math.sqrt((first + second - (second - first) ** 2) / (n + 2));
  return {
    difference: (onlySecond - onlyFirst) / n,
    interval: [Math.max(-1, second - first - half), Math.min(1, second - first + half)],
  };
}
