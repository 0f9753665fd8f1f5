import { Classifier } from '../../classify/classifier';
import { resizeImages } from '../../classify/resize-images';
import { generateFaces } from '../../datasets/generated-faces/generate-faces';
import { sizeOf } from '../../models/network';
import type { Measured } from '../experiment-row';
import { medianInterval } from '../median-interval';
import { PAPER_CLAIMS } from '../paper-claims';
import { MODEL_TITLES, type PaperLaboratory, type PaperModel } from '../paper-laboratory';
import { LATENCY_BATCH, PAPER_SEEDS } from '../paper-scale';
import type { RowPlan } from '../row-plan';

const MODELS: readonly PaperModel[] = ['mini', 'improved'];
/** Rounds that are not timed: caches and threads are cold. */
const WARM_UP = 3;

/** How long the networks take on this machine. */
export const networkLatency: RowPlan = {
  id: 'network-latency',
  title: 'Improved Xception beside mini_XCEPTION: time',
  claim: PAPER_CLAIMS.mobile,
  needs: [],
  seconds: 20,
  run: async (laboratory, onProgress) => ({
    measured: await latencies(laboratory, onProgress),
    verdict: 'cannot be judged',
    finding:
      'Bytes in memory to probabilities in memory, both networks in turns, on this machine (see the environment; other work on it makes times longer). No mobile device was measured here, and the paper tells of none.',
  }),
};

async function latencies(laboratory: PaperLaboratory, onProgress: (share: number) => void): Promise<Measured[]> {
  const faces = generateFaces({ split: 'test', count: LATENCY_BATCH, seed: PAPER_SEEDS.generated });
  const classifiers: Classifier[] = [];
  try {
    for (const name of MODELS) classifiers.push(await Classifier.create(await laboratory.model(name)));
    const inputs = classifiers.map(({ model: { built } }) => resizeImages(faces.images, faces, { height: built.inputShape[0], width: built.inputShape[1] }));
    const { single, batch } = laboratory.scale.rounds;
    const kinds = [{ images: 1, rounds: single }, { images: LATENCY_BATCH, rounds: batch }];
    const measured: Measured[] = [];
    let done = 0;
    for (const { images, rounds } of kinds) {
      const times: number[][] = MODELS.map(() => []);
      for (let round = -WARM_UP; round < rounds; round++) {
        for (const [at, classifier] of classifiers.entries()) {
          const started = performance.now();
          classifier.probabilities(inputs[at].subarray(0, images * sizeOf(classifier.model.built.inputShape)));
          if (round >= 0) times[at].push(performance.now() - started);
        }
        onProgress(Math.max(0, ++done) / (single + batch + 2 * WARM_UP));
        // Interrupts and messages of a notebook get their turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
      MODELS.forEach((name, at) => {
        const { median, interval } = medianInterval(times[at]);
        measured.push({ name: `median time of ${images === 1 ? 'one image' : `${images} images together`}, ${MODEL_TITLES[name]}`, value: median, unit: 'ms', interval, n: rounds, on: 'drawn faces, timed rounds' });
      });
    }
    return measured;
  } finally {
    for (const classifier of classifiers) classifier.dispose();
  }
}
