import { measuredAccuracy } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';
import { drawnNote, shortcutResult } from './accuracy';

/** The first shortcut at its end: a network that knows its images by heart. */
export const accuracyMemorized: RowPlan = {
  id: 'accuracy-memorized',
  title: 'Shortcut: images learned by heart',
  claim: PAPER_CLAIMS.accuracy,
  needs: ['data'],
  seconds: 45,
  run: async (laboratory, onProgress) => {
    const { model, train } = await laboratory.memorizingLearner((share) => onProgress(0.9 * share));
    const [own, others] = [await laboratory.answers(model, train), await laboratory.answers(model, await laboratory.images('validation'))];
    const measured = [measuredAccuracy('accuracy on the images learned by heart', own.report)];
    const result = shortcutResult(measured, [
      `mini_XCEPTION, trained here on ${train.count.toLocaleString('en')} training images for ${laboratory.scale.memorized.epochs} epochs without augmentation; what it knows of others, the second number tells.`,
      ...drawnNote(laboratory),
    ]);
    return { ...result, measured: [...measured, measuredAccuracy('the same network on validation images', others.report)] };
  },
};
