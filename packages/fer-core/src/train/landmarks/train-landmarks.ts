import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { loadLandmarkFaces, type LandmarkFace } from '../../datasets/landmark-faces';
import { cropPredictor, landmarkFunctions } from '../../landmarks/landmark-predictor';
import type { ImageGroup } from '../batches';
import { firstWeights } from '../first-weights';
import { adam } from '../optimizer';
import { trainOnFaces, type FaceTrainingOptions, type FaceTrainingResult } from '../train-on-faces';
import { viewedFace } from './face-views';
import { resolveLandmarkConfig, type LandmarkConfig, type LandmarkConfigInput } from './landmark-config';
import { landmarkLesson, type LandmarkLive, type LandmarkLogs } from './landmark-lesson';
import { landmarkObjective } from './landmark-objective';

export type TrainLandmarksOptions = FaceTrainingOptions<LandmarkLive, LandmarkLogs>;

/** Errors on held-out faces in the chosen epoch, in per cent of the distance of the outer eye corners. */
const Validation = z.object({ errorPercent: z.number(), innerErrorPercent: z.number(), n: z.number() });

export type LandmarkTrainingResult = FaceTrainingResult<LandmarkLogs, z.output<typeof Validation>>;

/**
 * Trains the landmark network, see `trainOnFaces`; the epoch with the smallest error on held-out faces is chosen.
 * @throws (rejects) InputError for a wrong configuration, data or run folder, Error when the loss is no longer a number
 */
export async function trainLandmarks(input: LandmarkConfigInput, options: TrainLandmarksOptions): Promise<LandmarkTrainingResult> {
  const config = resolveLandmarkConfig(input);
  const faces = await loadLandmarkFaces(config.data);
  return trainOnFaces({
    command: 'trainLandmarks',
    network: 'landmarks',
    config,
    resolve: resolveLandmarkConfig,
    freeFields: ['epochs', 'data', 'execution'],
    kept: ({ data }) => ({ shares: data.map(({ share }) => share ?? null) }),
    faces,
    sha256: facesSha256,
    dataset: config.data.map(({ folder }) => path.basename(folder)).join(' + '),
    learn: async (network) => ({
      weights: await firstWeights('trainLandmarks', config, network),
      optimizer: adam({ weightDecay: config.weightDecay }),
      objectives: { step: landmarkObjective(config.batchSize, network.inputShape[0]!, config) },
      inference: (weights) => landmarkFunctions(network, weights),
    }),
    lesson: (network, learner) =>
      landmarkLesson({
        config,
        train: faces.train.map(viewedFace),
        groups: imageGroups(config, faces.train),
        validation: faces.validation.map(viewedFace),
        learner,
        predict: cropPredictor(learner.session, network),
        size: network.inputShape[0]!,
      }),
    columns: { epoch: 'epoch', loss: 'loss', error: 'error', val_error: 'valError', val_inner_error: 'valInnerError', learning_rate: 'learningRate' },
    scalars: {
      'epoch_loss/train': 'loss',
      'epoch_error/train': 'error',
      'epoch_error/validation': 'valError',
      'epoch_inner_error/validation': 'valInnerError',
      learning_rate: 'learningRate',
    },
    monitor: 'valError',
    measured: ({ valError, valInnerError }) => ({ errorPercent: valError, innerErrorPercent: valInnerError }),
    validation: Validation,
  }, options);
}

/** The faces of each folder, where folders have shares. */
function imageGroups({ data }: LandmarkConfig, faces: readonly LandmarkFace[]): ImageGroup[] | null {
  if (data.every(({ share }) => share === undefined)) return null;
  const folders = faces.map(({ file }) => path.dirname(file));
  return data.map(({ folder, share = 0 }) => {
    const count = folders.filter((each) => each === path.join(folder)).length;
    return { count, share: count === 0 ? 0 : share };
  });
}

/** A hash of pictures and points, in order. */
function facesSha256(faces: readonly LandmarkFace[]): string {
  const hash = createHash('sha256');
  for (const { pixels, points } of faces) hash.update(pixels).update(Float64Array.from(points.flat()));
  return hash.digest('hex');
}
