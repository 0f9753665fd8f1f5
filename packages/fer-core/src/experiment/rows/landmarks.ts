import { CONTOUR_POINTS, INNER_POINTS, LANDMARK_COUNT } from '../../evaluate/geometry/landmark-points';
import { FAILURE, landmarkError, summarizeLandmarkErrors, type LandmarkError } from '../../landmarks/landmark-error';
import { photoLandmarks } from '../../landmarks/photo-landmarks';
import type { Measured } from '../experiment-row';
import { measuredCount, measuredShare } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { PaperLaboratory } from '../paper-laboratory';
import { drawPaperPhotos, photosByLearning, readHeldOutFaces, type PaperPhoto } from '../paper-photos';
import { resampledMean } from '../resampled-interval';
import type { RowPlan } from '../row-plan';

/** The 68 points and how exact they are. */
export const landmarksRow: RowPlan = {
  id: 'landmarks',
  title: '68 points: 51 inner and 17 contour points',
  claim: PAPER_CLAIMS.landmarks,
  needs: ['faces'],
  uses: ['photos'],
  seconds: 45,
  run: async (laboratory, onProgress) => {
    const groups = await groupsOf(laboratory);
    const total = groups.reduce((sum, { faces }) => sum + faces.length, 0);
    const finder = await laboratory.finder();
    const measured: Measured[] = [];
    let done = 0;
    let largest = 0;
    for (const { on, faces } of groups) {
      const errors: (LandmarkError | null)[] = [];
      for (const { photo, points } of faces) {
        const found = await photoLandmarks(photo, finder);
        errors.push(found && landmarkError(found.points, points));
        onProgress(++done / total);
      }
      const { all, inner, missed } = summarizeLandmarkErrors(errors);
      const known = errors.filter((error) => error !== null);
      if (known.length > 0) {
        for (const [name, value, key] of [['all 68 points', all, 'all'], ['51 inner points', inner, 'inner']] as const) {
          measured.push({ name: `mean error, ${name}`, value, unit: 'eyes', interval: resampledMean(known.map((error) => error[key])).interval, n: known.length, on });
        }
        largest = Math.max(largest, all);
      }
      measured.push(measuredShare('faces missed or with an error above 10 %', missed + known.filter(({ all: error }) => error > FAILURE).length, errors.length, on));
    }
    measured.push(measuredCount('inner points', INNER_POINTS.length, 'the network'), measuredCount('contour points', CONTOUR_POINTS.length, 'the network'));
    const counted = INNER_POINTS.length === 51 && CONTOUR_POINTS.length === LANDMARK_COUNT - 51;
    return {
      measured,
      verdict: counted && largest > 0 && largest < FAILURE ? 'supported' : 'not supported',
      finding: `All 68 points are found behind our own detector, with a mean error of at most ${(100 * largest).toFixed(1)} % of the distance of the outer eye corners. The paper tells no error.`,
    };
  },
};

async function groupsOf(laboratory: PaperLaboratory): Promise<{ on: string; faces: PaperPhoto[] }[]> {
  const { faces: folders } = laboratory.inputs;
  const { faces: most } = laboratory.scale;
  if (folders === undefined) return [{ on: 'drawn faces, which the network has not learned from', faces: drawPaperPhotos(Math.min(most, 40)) }];
  const groups = (await readHeldOutFaces(folders, most)).map(({ folder, faces }) => ({ on: `${folder}, faces held out of the training (they chose its epoch)`, faces }));
  if (!laboratory.isGiven('photos')) return groups;
  const { learned, other } = await photosByLearning(await laboratory.photos(), folders);
  const photos = [
    { on: `${laboratory.photosTitle}, not among the photographs that the network learned from`, faces: other },
    { on: `${laboratory.photosTitle}, whose faces the network learned from`, faces: learned },
  ];
  return [...groups, ...photos.filter(({ faces }) => faces.length > 0)];
}
