import type { Alignment } from '../../align/align-face';
import { fewerImages } from '../fewer-images';
import { alignedImages } from '../aligned-images';
import type { Measured } from '../experiment-row';
import { measuredAccuracy, measuredCount, measuredPair, onSplit, SIGNIFICANT } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';
import { smallPictureLandmarks } from '../small-picture-landmarks';

/** The alignments held against pictures as they are, by what the paper calls them. */
const COMPARED: readonly { alignment: Alignment; title: string }[] = [
  { alignment: 'similarity5', title: 'five points, similarity' },
  { alignment: 'similarity68', title: '68 points, similarity' },
  { alignment: 'affine68', title: '68 points, affine' },
];

/** What alignment does to recognition, with one and the same classifier. */
export const alignmentAccuracy: RowPlan = {
  id: 'alignment-accuracy',
  title: 'Alignment none / five-point / 68-point: accuracy',
  claim: PAPER_CLAIMS.alignment,
  needs: ['data'],
  seconds: 110,
  run: async (laboratory, onProgress) => {
    const images = fewerImages(await laboratory.images('validation'), laboratory.scale.changedImages);
    const model = await laboratory.model('improved');
    const points = await smallPictureLandmarks(await laboratory.finder(), images, (done) => onProgress((0.6 * done) / images.count));
    const without = points.filter((each) => each === null).length;
    const none = await laboratory.answers(model, images);
    const on = onSplit(none.report.protocol);
    const measured: Measured[] = [measuredAccuracy('accuracy, none (pictures as they are)', none.report)];
    const results = new Map<Alignment, { right: readonly boolean[]; difference: number; p: number }>();
    for (const [at, { alignment, title }] of COMPARED.entries()) {
      const { report, right } = await laboratory.answers(model, alignedImages(images, points, alignment));
      const pair = measuredPair(`${title} − none`, none.right, right, on);
      results.set(alignment, { right, ...pair });
      measured.push({ ...measuredAccuracy(`accuracy, ${title}`, report), on }, ...pair.measured);
      onProgress(0.6 + (0.4 * (at + 1)) / COMPARED.length);
    }
    const [five, all] = [results.get('similarity5')!, results.get('similarity68')!];
    const beside = measuredPair('68 points, similarity − five points', five.right, all.right, on);
    measured.push(...beside.measured, measuredCount('pictures without sure points, which keep themselves', without, on, images.count));
    const better = all.difference > 0 && all.p < SIGNIFICANT && beside.difference > 0 && beside.p < SIGNIFICANT;
    const toFive = beside.p < SIGNIFICANT ? (beside.difference > 0 ? 'better than' : 'worse than') : 'no different from';
    const toNone = all.p < SIGNIFICANT ? (all.difference > 0 ? 'better than' : 'worse than') : 'no different from';
    return {
      measured,
      verdict: laboratory.hasFer2013 ? (better ? 'supported' : 'not supported') : 'cannot be judged',
      finding:
        `Alignment by 68 points is ${toNone} none and ${toFive} five points (5 % level). FER-2013's pictures are registered already, drawing 48×48 pixels anew blurs them, and the classifier learned pictures that were not aligned so: ` +
        `a gain would be a surprise, and a network trained on aligned pictures may differ.${laboratory.hasFer2013 ? '' : ' Drawn faces take the place of FER-2013 here (--data gives it).'}`,
    };
  },
};
