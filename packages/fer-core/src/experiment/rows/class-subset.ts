import type { LabeledImages } from '../../datasets/labeled-images';
import type { Judgement } from '../../classify/judge';
import { measuredShare } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';
import { drawnNote, shortcutResult } from './accuracy';

/** How many classes are kept. */
const SIZES = [2, 3, 4];

/** The third shortcut: leaving out the classes that are hard to tell apart. */
export const accuracyClassSubset: RowPlan = {
  id: 'accuracy-class-subset',
  title: 'Shortcut: only the classes that are easiest to tell apart',
  claim: PAPER_CLAIMS.accuracy,
  needs: ['data'],
  seconds: 3,
  run: async (laboratory, onProgress) => {
    const validation = await laboratory.images('validation');
    const learners = await laboratory.learners(onProgress);
    const measured = [];
    for (const { title, model } of learners) {
      const { judgement } = await laboratory.answers(model, validation, onProgress);
      for (const size of SIZES) {
        const { classes, right, n } = bestClassSubset(validation, judgement, size);
        measured.push(measuredShare(`accuracy, ${title}, ${classes.map((label) => validation.classes[label]).join(' / ')} only`, right, n, `${validation.name} ${validation.split}, images of these classes`));
      }
    }
    return shortcutResult(measured, [
      'Each set is the best of its size on these very images, which is a choice in favour of the number; the network chooses among these classes only.',
      ...drawnNote(laboratory),
    ]);
  },
};

/**
 * The classes among which a classifier is right most often, when it sees only their images and may answer only with them.
 * @param size number of classes, from 2
 * @returns label indices, ascending
 */
export function bestClassSubset({ classes, labels }: Pick<LabeledImages, 'classes' | 'labels'>, { probabilities }: Pick<Judgement, 'probabilities'>, size: number): { classes: number[]; right: number; n: number } {
  const all = subsets(classes.length, size).map((chosen) => {
    let [right, n] = [0, 0];
    labels.forEach((label, image) => {
      if (!chosen.includes(label)) return;
      const value = (each: number): number => probabilities[image * classes.length + each];
      n++;
      if (chosen.every((each) => each === label || value(each) < value(label))) right++;
    });
    return { classes: chosen, right, n };
  });
  const accuracy = ({ right, n }: { right: number; n: number }): number => (n > 0 ? right / n : -1);
  return all.reduce((best, each) => (accuracy(each) > accuracy(best) ? each : best));
}

/** All sets of `size` numbers below `count`. */
function subsets(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: Math.max(0, count - from) }, (_, i) => from + i).flatMap((first) => subsets(count, size - 1, first + 1).map((rest) => [first, ...rest]));
}
