import { fewerImages } from '../fewer-images';
import type { Measured } from '../experiment-row';
import { measuredAccuracy, measuredPair, onSplit, SIGNIFICANT } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import { ENLARGEMENTS, reducedImages, type Enlargement } from '../reduced-images';
import type { RowPlan } from '../row-plan';

const TITLES: Record<Enlargement, string> = { none: 'none (bilinear)', bicubic: 'bicubic', fsrnet: 'FSRNet' };

/** What super-resolution does to recognition. */
export const superResolutionAccuracy: RowPlan = {
  id: 'super-resolution-accuracy',
  title: 'Super-resolution none / bicubic / FSRNet: accuracy',
  claim: PAPER_CLAIMS.superResolvedFeatures,
  needs: ['data'],
  seconds: 190,
  usesSuperResolvedImages: true,
  run: async (laboratory, onProgress) => {
    const images = fewerImages(await laboratory.images('validation'), laboratory.scale.superResolvedImages);
    const model = await laboratory.model('improved');
    const whole = await laboratory.answers(model, images);
    const on = onSplit(whole.report.protocol);
    const measured: Measured[] = [measuredAccuracy('accuracy, pictures of 48×48 as they are', whole.report)];
    const right = new Map<Enlargement, readonly boolean[]>();
    for (const [at, enlargement] of ENLARGEMENTS.entries()) {
      // FSRNet takes nearly all of the time.
      const [from, share] = enlargement === 'fsrnet' ? [0.1, 0.9] : [0.05 * at, 0.05];
      const reduced = await reducedImages(images, enlargement, await laboratory.superResolver(), (done) => onProgress(from + (share * done) / images.count));
      const answers = await laboratory.answers(model, reduced);
      right.set(enlargement, answers.right);
      measured.push({ ...measuredAccuracy(`accuracy, 16×16 enlarged by ${TITLES[enlargement]}`, answers.report), on });
    }
    const pair = measuredPair('FSRNet − bicubic', right.get('bicubic')!, right.get('fsrnet')!, on);
    const toWhole = measuredPair('FSRNet − pictures as they are', whole.right, right.get('fsrnet')!, on);
    const helps = pair.p < SIGNIFICANT && pair.difference > 0;
    const verdictWord = pair.p < SIGNIFICANT ? (helps ? 'more expressions are read than after bicubic interpolation' : 'fewer expressions are read than after bicubic interpolation') : 'expressions are read no better than after bicubic interpolation';
    return {
      measured: [...measured, ...pair.measured, ...toWhole.measured],
      verdict: laboratory.hasFer2013 ? (helps ? 'supported' : 'not supported') : 'cannot be judged',
      finding:
        `After FSRNet ${verdictWord} (5 % level). On pictures that have 48×48 pixels already there is nothing to restore: reducing them to 16×16 first costs ${(-100 * toWhole.difference).toFixed(1)} points. ` +
        `FER-2013's faces fill more of the picture than those that FSRNet learned from.${laboratory.hasFer2013 ? '' : ' Drawn faces take the place of FER-2013 here (--data gives it).'}`,
    };
  },
};
