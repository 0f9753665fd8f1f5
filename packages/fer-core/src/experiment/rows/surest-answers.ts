import { formatPercent } from '../../evaluate/format-percent';
import { measuredShare } from '../measured';
import { CLAIMED_ACCURACY, PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';
import { drawnNote, shortcutResult } from './accuracy';

/** Shares of the images, the surest answers first. */
const KEPT = [0.1, 0.25, 0.5];

/** The fourth shortcut: counting only the answers that the network is surest of. */
export const accuracySurest: RowPlan = {
  id: 'accuracy-surest',
  title: 'Shortcut: only the surest answers',
  claim: PAPER_CLAIMS.accuracy,
  needs: ['data'],
  seconds: 3,
  run: async (laboratory, onProgress) => {
    const validation = await laboratory.images('validation');
    const learners = await laboratory.learners(onProgress);
    const measured = [];
    const coverages = [];
    for (const { title, model } of learners) {
      const { judgement, right } = await laboratory.answers(model, validation, onProgress);
      const sorted = surestFirst(judgement.confidence, right);
      for (const share of KEPT) {
        const n = Math.max(1, Math.round(share * sorted.length));
        measured.push(measuredShare(`accuracy, ${title}, surest ${formatPercent(share)}`, sorted.slice(0, n).filter(Boolean).length, n, `${validation.name} ${validation.split}, images with the surest answers`));
      }
      coverages.push(`${title} ${formatPercent(coverageAt(sorted, CLAIMED_ACCURACY))}`);
    }
    return shortcutResult(measured, [`Share of the images that can be kept with more than 95 % right: ${coverages.join(', ')}. Faces that are hard to read are left out so.`, ...drawnNote(laboratory)]);
  },
};

/** Right and wrong answers by falling confidence. */
export function surestFirst(confidence: ArrayLike<number>, right: readonly boolean[]): boolean[] {
  return right.map((_, i) => i).sort((a, b) => confidence[b] - confidence[a] || a - b).map((i) => right[i]);
}

/** Largest share of the answers, from the surest on, of which more than `accuracy` are right; 0 for none. */
export function coverageAt(sorted: readonly boolean[], accuracy: number): number {
  let [right, best] = [0, 0];
  sorted.forEach((each, i) => {
    if (each) right++;
    if (right / (i + 1) > accuracy) best = i + 1;
  });
  return best / sorted.length;
}
