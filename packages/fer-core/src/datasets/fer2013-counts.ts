import { EXPRESSIONS } from '../expressions';
import type { Split } from './labeled-images';

/**
 * FER-2013's published number of images by split and class, in `EXPRESSIONS` order:
 * 28,709 Training, 3,589 PublicTest, 3,589 PrivateTest (Goodfellow et al. 2013).
 */
export const FER2013_COUNTS: Readonly<Record<Split, readonly number[]>> = {
  train: [3995, 436, 4097, 7215, 4830, 3171, 4965],
  validation: [467, 56, 496, 895, 653, 415, 607],
  test: [491, 55, 528, 879, 594, 416, 626],
};

/**
 * One sentence for every split whose counts are not the published ones; empty when all agree.
 * @param counts images by class in `EXPRESSIONS` order; an absent split has no entry.
 */
export function countDeviations(counts: Readonly<Partial<Record<Split, readonly number[]>>>): string[] {
  return (Object.keys(FER2013_COUNTS) as Split[]).flatMap((split) => {
    const published = FER2013_COUNTS[split];
    const expected = sum(published);
    const found = counts[split];
    if (!found) return [`there is no ${split} split; FER-2013 has ${text(expected)} images in it`];
    const differing = EXPRESSIONS.flatMap((name, i) => (found[i] === published[i] ? [] : [`${name} ${found[i]} instead of ${published[i]}`]));
    if (differing.length === 0) return [];
    return [`${split} has ${text(sum(found))} images, FER-2013 has ${text(expected)}: ${differing.join(', ')}`];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function text(n: number): string {
  return n.toLocaleString('en');
}
