import { EXPRESSIONS } from '../../expressions';
import { formatPercent } from '../../evaluate/format-percent';
import type { Measured } from '../experiment-row';
import { onSplit } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** Each expression by itself: whether it is found more often than by guessing. */
export const sevenExpressions: RowPlan = {
  id: 'seven-expressions',
  title: 'Each expression by itself, improved Xception',
  claim: PAPER_CLAIMS.emotions,
  needs: ['data'],
  seconds: 3,
  commands: (name) => [`npx fer evaluate models/fer2013-xception --data ${name('data')} --split validation`],
  run: async (laboratory, onProgress) => {
    const { report } = await laboratory.answers(await laboratory.model('improved'), await laboratory.images('validation'), onProgress);
    const measured = report.perClass.flatMap(({ label, recall, recallInterval, support }): Measured[] =>
      recall === null ? [] : [{ name: `recall, ${label}`, value: recall, unit: 'share', interval: recallInterval, n: support, on: onSplit(report.protocol) }],
    );
    const chance = 1 / EXPRESSIONS.length;
    const found = measured.filter(({ interval }) => interval![0] > chance).length;
    const lowest = measured.reduce((worst, each) => (each.value < worst.value ? each : worst));
    return {
      measured,
      verdict: !laboratory.hasFer2013 ? 'cannot be judged' : found === EXPRESSIONS.length ? 'supported' : 'not supported',
      finding: laboratory.hasFer2013
        ? `${found} of ${EXPRESSIONS.length} expressions are found more often than by guessing (${formatPercent(chance)}); least often ${lowest.name.replace('recall, ', '')}, ${formatPercent(lowest.value)}. Identified means here: labelled as the data set labels the picture.`
        : 'The network learned photographs and sees drawn faces here: this says nothing of the claim.',
    };
  },
};
