import type { Alignment } from '../../align/align-face';
import { INNER_POINTS } from '../../evaluate/geometry/landmark-points';
import { photoLandmarks } from '../../landmarks/photo-landmarks';
import type { Measured } from '../experiment-row';
import { alignedTruth, landmarkSpread, SPREAD_ALIGNMENTS, type SpreadFace } from '../landmark-spread';
import { measuredCount } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { PaperLaboratory } from '../paper-laboratory';
import { photosByLearning } from '../paper-photos';
import { resampledInterval } from '../resampled-interval';
import type { RowPlan } from '../row-plan';

const TITLES: Record<Alignment, string> = { none: 'none (a square cut out)', similarity5: 'five points, similarity', similarity68: '68 points, similarity', affine68: '68 points, affine' };

/** How alike aligned faces lie, which needs no expression labels. */
export const alignmentSpread: RowPlan = {
  id: 'alignment-spread',
  title: 'Alignment none / five-point / 68-point: how alike faces lie afterwards',
  claim: PAPER_CLAIMS.correction,
  needs: ['photos'],
  uses: ['faces'],
  seconds: 20,
  run: async (laboratory, onProgress) => {
    const photos = await laboratory.photos();
    const finder = await laboratory.finder();
    const faces: SpreadFace[] = [];
    for (const [i, { photo, points }] of photos.entries()) {
      const found = await photoLandmarks(photo, finder);
      if (found) faces.push({ photo, found: found.points, truth: points });
      onProgress((0.8 * (i + 1)) / photos.length);
    }
    const on = `${laboratory.photosTitle}, annotated points of photos with one face each; alignment goes by the points we find (${await learning(laboratory)})`;
    const all = faces.map((_, i) => i);
    const aligned = new Map(SPREAD_ALIGNMENTS.map((alignment) => [alignment, alignedTruth(faces, alignment)]));
    const spread = (alignment: Alignment, indices: ArrayLike<number>): number => landmarkSpread(aligned.get(alignment)!, indices, INNER_POINTS);
    const measured = SPREAD_ALIGNMENTS.map((alignment): Measured => ({
      name: `spread of the 51 inner points, ${TITLES[alignment]}`,
      value: spread(alignment, all),
      unit: 'eyes',
      interval: resampledInterval(faces.length, (indices) => spread(alignment, indices)),
      n: faces.length,
      on,
    }));
    // The same resample for both, so that faces that are hard for both do not blur the difference.
    const gain = (indices: ArrayLike<number>): number => spread('none', indices) - Math.max(spread('similarity5', indices), spread('similarity68', indices));
    const [low, high] = resampledInterval(faces.length, gain);
    const [five, sixtyEight] = [spread('similarity5', all), spread('similarity68', all)];
    const missed = photos.length - faces.length;
    return {
      measured: [
        ...measured,
        { name: 'spread that alignment removes at least, five-point and 68-point similarity', value: gain(all), unit: 'eyes', interval: [low, high], n: faces.length, on },
        measuredCount('photos in which no face was found', missed, on, photos.length),
      ],
      verdict: low > 0 ? 'supported' : 'not supported',
      finding:
        `Faces lie ${low > 0 ? 'more alike after alignment than without' : 'no more alike after alignment than without'}; ${five < sixtyEight ? 'five points bring the inner points closer together than 68' : '68 points bring the inner points closer together than five'}. ` +
        'Five points hold the mouth in place, the similarity of 68 only what expressions do not move, and an affine map removes part of the expression itself: least spread is not what recognition needs.',
    };
  },
};

/** How many of the photos the landmark network knows. */
async function learning(laboratory: PaperLaboratory): Promise<string> {
  if (!laboratory.isGiven('photos')) return 'by a network that has not learned from them';
  if (!laboratory.isGiven('faces')) return 'by a network that may have learned from them';
  const { learned, other } = await photosByLearning(await laboratory.photos(), laboratory.inputs.faces!);
  return `by a network that learned from ${learned.length} of the ${learned.length + other.length}`;
}
