import { measuredAccuracy, measuredPair, onSplit, SIGNIFICANT } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** Whether the improved network is better than the one it improves. */
export const networkAccuracy: RowPlan = {
  id: 'network-accuracy',
  title: 'Improved Xception beside mini_XCEPTION: accuracy',
  claim: PAPER_CLAIMS.improvedNetwork,
  needs: ['data'],
  seconds: 3,
  run: async (laboratory, onProgress) => {
    const images = await laboratory.images('validation');
    const [mini, improved] = [await laboratory.answers(await laboratory.model('mini'), images, onProgress), await laboratory.answers(await laboratory.model('improved'), images, onProgress)];
    const pair = measuredPair('improved Xception − mini_XCEPTION', mini.right, improved.right, onSplit(improved.report.protocol));
    const better = pair.p < SIGNIFICANT && pair.difference > 0;
    return {
      measured: [measuredAccuracy('accuracy, mini_XCEPTION', mini.report), measuredAccuracy('accuracy, improved Xception', improved.report), ...pair.measured],
      verdict: laboratory.hasFer2013 ? (better ? 'supported' : 'not supported') : 'cannot be judged',
      finding: laboratory.hasFer2013
        ? `On the same images the improved network is ${better ? 'better by more than chance' : 'not better by more than chance'}.`
        : 'Both networks learned photographs and see drawn faces here: this says nothing of the claim.',
    };
  },
};
