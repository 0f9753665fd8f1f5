import { detectFaces } from '../../detect/detect-faces';
import { DETECTORS, type Detector } from '../../detect/detectors';
import { boxAroundPoints, measureDetection, type DetectionResult } from '../../detect/measure-detection';
import type { Measured } from '../experiment-row';
import { measuredCount } from '../measured';
import { medianInterval } from '../median-interval';
import { PAPER_CLAIMS } from '../paper-claims';
import { resampledMean } from '../resampled-interval';
import type { RowPlan } from '../row-plan';

const TITLES: Record<Detector, string> = { blazeface: 'learned (BlazeFace)', haar: 'Haar cascade' };

/** The paper's cascade beside a learned detector: what they find, and how long they take. */
export const detectionRow: RowPlan = {
  id: 'detection',
  title: 'Face detection, Haar cascade / learned: recall and time',
  claim: PAPER_CLAIMS.detection,
  needs: ['photos'],
  seconds: 35,
  commands: (name) => [`npx fer bench detection --photos ${name('photos')}`],
  run: async (laboratory, onProgress) => {
    const photos = await laboratory.photos();
    const { looks } = laboratory.scale;
    const results = new Map<Detector, { found: DetectionResult[]; ms: number[] }>(DETECTORS.map((detector) => [detector, { found: [], ms: [] }]));
    for (const detector of DETECTORS) await detectFaces(photos[0].photo, { detector });
    for (const [i, { photo, points }] of photos.entries()) {
      // In turns, there and back again, so that other work on the machine meets both.
      for (let look = 0; look < looks; look++) {
        for (const detector of look % 2 === 0 ? DETECTORS : [...DETECTORS].reverse()) {
          const started = performance.now();
          const faces = await detectFaces(photo, { detector });
          results.get(detector)!.ms.push(performance.now() - started);
          if (look === 0) results.get(detector)!.found.push({ found: faces.map(({ box }) => box), truth: [boxAroundPoints(points)] });
        }
      }
      onProgress((i + 1) / photos.length);
    }
    const on = `${laboratory.photosTitle}, one annotated face a photo`;
    const measured = DETECTORS.flatMap((detector): Measured[] => {
      const { found, ms } = results.get(detector)!;
      const { recall, recallInterval, faces, falseAlarms } = measureDetection(found);
      const { median, interval } = medianInterval(ms);
      return [
        { name: `recall, ${TITLES[detector]}`, value: recall, unit: 'share', interval: recallInterval, n: faces, on },
        measuredCount(`boxes on no annotated face, ${TITLES[detector]}`, falseAlarms, on, faces),
        { name: `median time of a photo, ${TITLES[detector]}`, value: median, unit: 'ms', interval, n: ms.length, on },
      ];
    });
    const [learned, haar] = [results.get('blazeface')!, results.get('haar')!];
    const { mean, interval } = resampledMean(haar.ms.map((each, i) => Math.log(each / learned.ms[i])));
    const ratio = { name: 'times faster: learned beside Haar cascade (geometric mean)', value: Math.exp(mean), unit: 'times', interval: [Math.exp(interval[0]), Math.exp(interval[1])], n: haar.ms.length, on } as const;
    const recallOf = (each: { found: DetectionResult[] }): number => measureDetection(each.found).recall;
    const better = ratio.interval[0] > 1 && recallOf(learned) >= recallOf(haar);
    return {
      measured: [...measured, ratio],
      verdict: better ? 'supported' : 'not supported',
      finding: `A hit overlaps the box around the 68 points, enlarged 1.2 times, by at least 0.4. The learned detector ${better ? 'takes less time and finds no fewer faces' : 'is not both faster and as sure'}: what the paper leaves to the future ${better ? 'is there' : 'is not shown here'}.`,
    };
  },
};
