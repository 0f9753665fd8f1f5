import { LANDMARK_COUNT } from '../../evaluate/geometry/landmark-points';
import type { Photo } from '../../photos/photo';
import { luma } from '../../evaluate/luma';
import { psnr } from '../../evaluate/psnr';
import type { Network } from '../../models/network';
import { photoOf } from '../../super-resolve/bicubic';
import { degrade, enlarge, FACE_SIDE } from '../../super-resolve/degrade';
import { superResolveAll } from '../../super-resolve/super-resolution-functions';
import { seededDraw } from '../augmentation';
import { shuffledRounds } from '../batches';
import type { EpochNumbers } from '../callbacks/callback';
import type { Lesson } from '../epoch-loop';
import type { Learner } from '../learner';
import { drawFaceView, LIGHT_NUMBERS, SOURCE_SIDE, type ViewedFace } from './face-views';
import type { SuperResolutionConfig } from './super-resolution-config';
import { priorSide } from './super-resolution-objective';

/** Numbers of a step: `psnr` of the fine pictures, RGB, dB. */
export interface SuperResolutionLive {
  loss: number;
  psnr: number;
}

/** What one epoch measured. */
export interface SuperResolutionLogs extends EpochNumbers, SuperResolutionLive {
  /** Mean PSNR on luma over the held-out faces, dB. */
  valPsnr: number;
  /** By how much that is above bicubic, dB. */
  valGain: number;
}

export interface SuperResolutionLessonOptions {
  config: SuperResolutionConfig;
  network: Network;
  train: readonly ViewedFace[];
  /** Sharp faces of 128×128. */
  validation: readonly Photo[];
  /** Knows the objective `step` and `superResolutionFunctions`. */
  learner: Learner;
}

/** One epoch: views of every face, in an order of its own; then the held-out faces. */
export function superResolutionLesson({ config, network, train, validation, learner }: SuperResolutionLessonOptions): Lesson<SuperResolutionLive, SuperResolutionLogs> {
  const { batchSize, viewsPerFace, views, seed } = config;
  const side = priorSide(network);
  const enlarged = validation.map((face) => enlarge(degrade(face)).pixels);
  const truths = validation.map(({ pixels }) => luma(pixels));
  const meanPsnr = (pictures: readonly Uint8Array[]): number =>
    pictures.reduce((sum, pixels, i) => sum + psnr(luma(pixels), truths[i]!), 0) / pictures.length;
  const bicubic = meanPsnr(enlarged);
  const faceAt = shuffledRounds(train.length, seed);
  return {
    // What does not fill a last batch is left to the next epoch's order.
    steps: Math.max(1, Math.floor((train.length * viewsPerFace) / batchSize)),
    learner,
    takeStep: ({ step, learningRate }) => {
      const draw = seededDraw(seed, step);
      const images = new Uint8Array(batchSize * SOURCE_SIDE * SOURCE_SIDE * 3);
      const maps = new Float32Array(batchSize * 6);
      const light = new Float32Array(batchSize * LIGHT_NUMBERS);
      const points = new Float32Array(batchSize * LANDMARK_COUNT * 2);
      const regions = new Uint8Array(batchSize * side * side);
      for (let place = 0; place < batchSize; place++) {
        const face = train[faceAt(step * batchSize + place)]!;
        const view = drawFaceView(face, side, views, draw);
        images.set(face.pixels, place * SOURCE_SIDE * SOURCE_SIDE * 3);
        maps.set(view.map, place * 6);
        light.set(view.light, place * LIGHT_NUMBERS);
        points.set(view.points.flat(), place * LANDMARK_COUNT * 2);
        regions.set(view.regions, place * side * side);
      }
      const settings = { step: step + 1, learningRate, seed: [seed, step + 1] as [number, number] };
      const { loss, psnr: reached } = learner.step('step', { images, maps, light, points, regions, noiseSeed: Int32Array.from(settings.seed) }, settings);
      return { sums: { loss: loss![0]! * batchSize, psnr: reached![0]! * batchSize }, count: batchSize };
    },
    endEpoch: (means) => {
      const found = superResolveAll(learner.session, network, enlarged).map(({ fine }) => photoOf(fine, FACE_SIDE, FACE_SIDE).pixels);
      const valPsnr = meanPsnr(found);
      return { ...means, valPsnr, valGain: valPsnr - bicubic };
    },
  };
}
