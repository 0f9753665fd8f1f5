import { measuredAccuracy } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';
import { shortcutResult } from './accuracy';

/** The fifth shortcut: easy data. */
export const accuracyGenerated: RowPlan = {
  id: 'accuracy-generated',
  title: 'Shortcut: faces that are easy to read',
  claim: PAPER_CLAIMS.accuracy,
  needs: [],
  uses: ['data'],
  seconds: 70,
  run: async (laboratory, onProgress) => {
    const { model, train, validation } = await laboratory.generatedLearner((share) => onProgress(0.9 * share));
    const { report } = await laboratory.answers(model, validation);
    const measured = [measuredAccuracy('accuracy, mini_XCEPTION trained here on drawn faces', report)];
    const { epochs } = laboratory.scale.generated;
    const real = laboratory.hasFer2013 ? measuredAccuracy('the same network on FER-2013', (await laboratory.answers(model, await laboratory.images('validation'))).report) : undefined;
    const result = shortcutResult(measured, [
      `${train.count.toLocaleString('en')} drawn faces, ${epochs} epochs; other drawn faces, none of them learned from, choose the epoch and are measured.`,
      real ? 'What was learned there is of no use on photographs, see the second number.' : 'How little of that is left on photographs, FER-2013 would show (--data).',
    ]);
    return { ...result, measured: [...measured, ...(real ? [real] : [])] };
  },
};
