import path from 'node:path';
import { z } from 'zod';
import { loadSuperResolutionFaces, superResolutionSha256 } from '../../datasets/super-resolution-faces';
import { initialWeights } from '../../models/initial-weights';
import { bicubicResize } from '../../super-resolve/bicubic';
import { FACE_SIDE } from '../../super-resolve/degrade';
import { superResolutionFunctions } from '../../super-resolve/super-resolution-functions';
import { adam } from '../optimizer';
import { trainOnFaces, type FaceTrainingOptions, type FaceTrainingResult } from '../train-on-faces';
import { viewedFace } from './face-views';
import { resolveSuperResolutionConfig, type SuperResolutionConfig, type SuperResolutionConfigInput } from './super-resolution-config';
import { superResolutionLesson, type SuperResolutionLive, type SuperResolutionLogs } from './super-resolution-lesson';
import { superResolutionObjective } from './super-resolution-objective';

export type TrainSuperResolutionOptions = FaceTrainingOptions<SuperResolutionLive, SuperResolutionLogs>;

/** What the chosen epoch measured on held-out faces: PSNR on luma, and by how much it is above bicubic, dB. */
const Validation = z.object({ psnrY: z.number(), gainY: z.number(), n: z.number() });

export type SuperResolutionTrainingResult = FaceTrainingResult<SuperResolutionLogs, z.output<typeof Validation>>;

/**
 * Trains FSRNet, see `trainOnFaces`; the epoch with the highest PSNR on held-out faces, whole pictures brought to 128×128, is chosen.
 * @throws (rejects) InputError for a wrong configuration, data or run folder, Error when the loss is no longer a number
 */
export async function trainSuperResolution(input: SuperResolutionConfigInput, options: TrainSuperResolutionOptions = {}): Promise<SuperResolutionTrainingResult> {
  const config = resolveSuperResolutionConfig(input);
  const faces = await loadSuperResolutionFaces(config);
  return trainOnFaces({
    command: 'trainSuperResolution',
    network: 'fsrnet',
    config,
    resolve: resolveSuperResolutionConfig,
    freeFields: ['epochs', 'folders', 'parsed', 'execution'],
    faces,
    sha256: superResolutionSha256,
    dataset: sourcesOf(config),
    learn: async (network) => ({
      weights: initialWeights(network, config.seed),
      optimizer: adam(),
      objectives: { step: superResolutionObjective(network, config) },
      inference: (weights) => superResolutionFunctions(network, weights),
    }),
    lesson: (network, learner) => {
      const validation = faces.validation.map(({ photo }) => bicubicResize(photo, FACE_SIDE, FACE_SIDE));
      return superResolutionLesson({ config, network, train: faces.train.map(viewedFace), validation, learner });
    },
    columns: { epoch: 'epoch', loss: 'loss', psnr_rgb: 'psnr', val_psnr_y: 'valPsnr', val_gain_y: 'valGain', learning_rate: 'learningRate' },
    scalars: {
      'epoch_loss/train': 'loss',
      'epoch_psnr_rgb/train': 'psnr',
      'epoch_psnr_y/validation': 'valPsnr',
      'epoch_gain_y/validation': 'valGain',
      learning_rate: 'learningRate',
    },
    monitor: 'valPsnr',
    measured: ({ valPsnr, valGain }) => ({ psnrY: valPsnr, gainY: valGain }),
    validation: Validation,
  }, options);
}

/** Data sets in words, without the folders they lie in. */
function sourcesOf({ folders, parsed, generated }: SuperResolutionConfig): string {
  const named = [...folders.map(({ folder }) => folder), ...(parsed === null ? [] : [parsed])].map((folder) => path.basename(folder));
  return [...named, ...(generated > 0 ? [`${generated} generated faces`] : [])].join(' + ');
}
