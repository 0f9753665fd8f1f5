import { xoroshiro128plus } from 'pure-rand';
import { formatPercent } from '../../evaluate/format-percent';
import { measuredShare } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import { PAPER_SEEDS } from '../paper-scale';
import type { RowPlan } from '../row-plan';
import { drawnNote, shortcutResult } from './accuracy';

/** Share of the pooled images that is taken as "test set". */
const HELD_OUT = 0.1;

/** The second shortcut: pooling all images and drawing a test set from them, after the network has learned most of them. */
export const accuracyLeakySplit: RowPlan = {
  id: 'accuracy-leaky-split',
  title: 'Shortcut: a test set drawn again from all images',
  claim: PAPER_CLAIMS.accuracy,
  needs: ['data'],
  seconds: 5,
  run: async (laboratory, onProgress) => {
    const learners = await laboratory.learners((share) => onProgress(share / 2));
    const measured = [];
    let learned = 0;
    for (const { title, model, train, validation } of learners) {
      const [ofTrain, ofValidation] = [await laboratory.answers(model, train, onProgress), await laboratory.answers(model, validation)];
      const right = [...ofTrain.right, ...ofValidation.right];
      const drawn = drawnAgain(right.length, HELD_OUT, PAPER_SEEDS.split);
      learned = drawn.filter((image) => image < train.count).length / drawn.length;
      measured.push(measuredShare(`accuracy, ${title}`, drawn.filter((image) => right[image]).length, drawn.length, `a random tenth of train and validation of ${validation.name} together`));
    }
    return shortcutResult(measured, [
      `No training is needed: ${formatPercent(learned)} of the drawn images were among those that the networks learned from.`,
      'Who trains, then splits, measures memory; so does a split that puts copies of one picture (FER-2013 has about 1,850) on both sides.',
      ...drawnNote(laboratory),
    ]);
  },
};

/**
 * Draws a share of `count` images without replacement.
 * @returns indices, ascending
 */
export function drawnAgain(count: number, share: number, seed: number): number[] {
  const random = xoroshiro128plus(seed);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const wanted = Math.max(1, Math.round(count * share));
  for (let i = 0; i < wanted; i++) {
    const other = i + Math.floor(((random.unsafeNext() >>> 0) / 2 ** 32) * (count - i));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return Array.from(order.subarray(0, wanted)).sort((a, b) => a - b);
}
