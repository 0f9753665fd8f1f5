import { formatPercent } from '../../evaluate/format-percent';
import type { RowResult, Verdict } from '../experiment-row';
import { measuredAccuracy } from '../measured';
import { CLAIMED_ACCURACY, PAPER_CLAIMS } from '../paper-claims';
import { MODEL_TITLES, PAPER_MODELS, type PaperLaboratory, type PaperModel } from '../paper-laboratory';
import type { RowPlan } from '../row-plan';

const PUBLISHED =
  'Published for the test images: 74.1 % for the best single network, up to 77 % for ensembles; one FER+ tagger agrees with the majority of the others in 74.5 % of the images.';
const MODELS = Object.keys(PAPER_MODELS) as PaperModel[];

/** The claim where it belongs: images that the networks did not learn from. */
export const accuracyValidation: RowPlan = {
  id: 'accuracy-validation',
  title: 'Recognition accuracy on unseen faces',
  claim: PAPER_CLAIMS.accuracy,
  needs: ['data'],
  seconds: 15,
  commands: (name) => MODELS.map((model) => `npx fer evaluate models/${PAPER_MODELS[model]} --data ${name('data')} --split validation`),
  run: async (laboratory, onProgress) => {
    const reports = [];
    for (const [at, model] of MODELS.entries()) {
      const { report } = await laboratory.answers(await laboratory.model(model), await laboratory.images('validation'), (share) => onProgress((at + share) / MODELS.length));
      reports.push(report);
    }
    const measured = reports.map((report, i) => measuredAccuracy(`accuracy, ${MODEL_TITLES[MODELS[i]]}`, report));
    const highest = Math.max(...reports.map(({ accuracyInterval }) => accuracyInterval[1]));
    const lowest = Math.max(...reports.map(({ accuracyInterval }) => accuracyInterval[0]));
    const verdict: Verdict = !laboratory.hasFer2013 ? 'cannot be judged' : lowest > CLAIMED_ACCURACY ? 'supported' : highest < CLAIMED_ACCURACY ? 'not supported' : 'cannot be judged';
    return {
      measured,
      verdict,
      finding: laboratory.hasFer2013
        ? `The better interval ends at ${formatPercent(highest)}. ${PUBLISHED}`
        : `The networks learned FER-2013's photographs and see drawn faces here, which says nothing of the claim (--data gives FER-2013). ${PUBLISHED}`,
    };
  },
};

/** The first shortcut: the images that a network has learned from. */
export const accuracyTraining: RowPlan = {
  id: 'accuracy-training',
  title: 'Shortcut: accuracy on the images learned from',
  claim: PAPER_CLAIMS.accuracy,
  needs: ['data'],
  seconds: 60,
  commands: (name) => MODELS.map((model) => `npx fer evaluate models/${PAPER_MODELS[model]} --data ${name('data')} --split train`),
  run: async (laboratory, onProgress) => {
    const learners = await laboratory.learners((share) => onProgress(share / 2));
    const measured = [];
    for (const [at, { title, model, train, learnedFromThem }] of learners.entries()) {
      const { report } = await laboratory.answers(model, train, (share) => onProgress((at + share) / learners.length));
      measured.push(measuredAccuracy(`accuracy, ${title}${learnedFromThem ? '' : ' (its weights do not say that it learned from these images)'}`, report));
    }
    const learned = learners.every(({ learnedFromThem }) => learnedFromThem);
    return shortcutResult(measured, [
      learned ? 'The networks learned from just these images (their weights hold the hash of them).' : 'Whether the networks learned from these images, their weights do not say.',
      'What learning by heart adds, the next row shows.',
    ]);
  },
};

/** Whether a shortcut reaches what the paper claims, by its best number. */
export function shortcutResult(measured: RowResult['measured'], sentences: readonly string[]): RowResult {
  const best = Math.max(...measured.filter(({ unit }) => unit === 'share').map(({ value }) => value));
  const reaches = best > CLAIMED_ACCURACY;
  return {
    measured,
    verdict: reaches ? 'only with a shortcut' : 'not supported',
    finding: [...sentences, reaches ? `This shortcut gives more than 95 %: ${formatPercent(best)}.` : `Even this shortcut gives ${formatPercent(best)} only.`].join(' '),
  };
}

/** Whether the laboratory's images are drawn, as a sentence to add to a finding. */
export function drawnNote(laboratory: PaperLaboratory): string[] {
  return laboratory.hasFer2013 ? [] : ['Drawn faces take the place of FER-2013 here (--data gives it).'];
}
