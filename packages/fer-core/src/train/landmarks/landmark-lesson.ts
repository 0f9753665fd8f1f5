import { meanFaceToFrame } from '../../align/landmark-frame';
import { LANDMARK_COUNT } from '../../evaluate/geometry/landmark-points';
import { composeTransforms, type PlanarTransform } from '../../evaluate/geometry/planar-transform';
import { landmarkError, summarizeLandmarkErrors } from '../../landmarks/landmark-error';
import type { PredictCrops } from '../../landmarks/landmark-predictor';
import { refinePoints } from '../../landmarks/refine-points';
import { seededDraw } from '../augmentation';
import { sharedRounds, shuffledRounds, type ImageGroup } from '../batches';
import type { EpochNumbers } from '../callbacks/callback';
import type { Lesson } from '../epoch-loop';
import type { Learner } from '../learner';
import { drawMisplacement, drawView, type ViewedFace } from './face-views';
import type { LandmarkConfig } from './landmark-config';

/** Numbers of a step: `error` is the landmark error in per cent, under all disturbances. */
export interface LandmarkLive {
  loss: number;
  error: number;
}

/** What one epoch measured; errors in per cent of the distance of the outer eye corners. */
export interface LandmarkLogs extends EpochNumbers, LandmarkLive {
  /** Of held-out faces, found from misplaced crops as after a detector, in two looks. */
  valError: number;
  /** The same for the 51 inner points. */
  valInnerError: number;
}

export interface LandmarkLessonOptions {
  config: LandmarkConfig;
  train: readonly ViewedFace[];
  /** Of which folders those are, in order, where they are shown in shares; null for all alike. */
  groups: readonly ImageGroup[] | null;
  validation: readonly ViewedFace[];
  /** Knows the objective `step`. */
  learner: Learner;
  predict: PredictCrops;
  /** Of the network's input. */
  size: number;
}

/** One epoch: views of every face, in an order of its own; then the held-out faces. */
export function landmarkLesson({ config, train, groups, validation, learner, predict, size }: LandmarkLessonOptions): Lesson<LandmarkLive, LandmarkLogs> {
  const { batchSize, viewsPerFace, views, seed } = config;
  const faceAt = groups ? sharedRounds(groups, seed) : shuffledRounds(train.length, seed);
  const started = validation.map((face, index) => ({ photo: face.picture, frame: misplacedFrame(face, index, size, config) }));
  return {
    // What does not fill a last batch is left to the next epoch's order.
    steps: Math.max(1, Math.floor((train.length * viewsPerFace) / batchSize)),
    learner,
    takeStep: ({ step, learningRate }) => {
      const draw = seededDraw(seed, step);
      const images = new Uint8Array(batchSize * size * size);
      const points = new Float32Array(batchSize * LANDMARK_COUNT * 2);
      const isFace = new Float32Array(batchSize);
      for (let place = 0; place < batchSize; place++) {
        const view = drawView(train[faceAt(step * batchSize + place)]!, size, views, draw);
        images.set(view.pixels, place * size * size);
        points.set(view.points.flat(), place * LANDMARK_COUNT * 2);
        isFace[place] = view.isFace ? 1 : 0;
      }
      const { loss, error } = learner.step('step', { images, points, isFace }, { step: step + 1, learningRate, seed: [seed, step + 1] });
      return { sums: { loss: loss![0]! * batchSize, error: error![0]! * batchSize }, count: batchSize };
    },
    endEpoch: ({ loss, error }) => {
      const found = refinePoints(predict, size, started, { mirrored: false });
      const { all, inner } = summarizeLandmarkErrors(found.map((face, index) => landmarkError(face.points, validation[index]!.points)));
      return { loss, error, valError: 100 * all, valInnerError: 100 * inner };
    },
  };
}

/** Where the crop of a held-out face starts, the same in every epoch. */
function misplacedFrame(face: ViewedFace, index: number, size: number, { views, seed }: LandmarkConfig): PlanarTransform {
  const misplaced = drawMisplacement(views.detected, { stretch: 0, slant: 0 }, size, seededDraw(seed + 1, index));
  return composeTransforms(composeTransforms(face.toMeanFace, meanFaceToFrame(size)), misplaced);
}
