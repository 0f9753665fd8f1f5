import { affineWarp, resample, seededUniform, tf, type Tensor } from '../../backend';
import { LANDMARK_COUNT } from '../../evaluate/geometry/landmark-points';
import { FACE_REGIONS, UNKNOWN_REGION } from '../../datasets/face-regions';
import type { Network } from '../../models/network';
import { FACE_SIDE, SMALL_SIDE } from '../../super-resolve/degrade';
import { resizeMatrix } from '../../super-resolve/resize-matrix';
import type { Objective } from '../learner';
import { LIGHT_NUMBERS, SOURCE_SIDE } from './face-views';
import type { SuperResolutionConfig } from './super-resolution-config';

/** Told apart from the salts of dropout layers. */
const NOISE_SALT = 9001;
/** Keeps logarithms of perfect pictures finite; 80 dB. */
const LEAST_SQUARE = 1e-8;

/** Side of the prior maps of a network: of its encoder's grid, whether or not it has heads for them. */
export function priorSide({ options }: Network): number {
  return FACE_SIDE / (options.priorStride as number);
}

/**
 * What a step of FSRNet makes smaller: the errors of the coarse and of the fine picture, of heat maps and of parsing maps, as far as the
 * network has heads for them. Sharp pictures are views of the sources; small and enlarged ones are made from them as `degrade` and
 * `enlarge` do. Feeds: `images` uint8 [batch, 160, 160, 3], `maps` [batch, 6], `light` [batch, 4], `points` [batch, 68, 2] in pixels of
 * the view, `regions` uint8 [batch, side, side], `noiseSeed` int32 [2].
 * Tells the mean `psnr` of the fine pictures, RGB, in dB.
 */
export function superResolutionObjective(network: Network, config: Pick<SuperResolutionConfig, 'batchSize' | 'error' | 'weights' | 'heatmapSigma' | 'views'>): Objective {
  const { batchSize: batch, error, weights, heatmapSigma } = config;
  const side = priorSide(network);
  return {
    feeds: {
      images: { dtype: 'uint8', shape: [batch, SOURCE_SIDE, SOURCE_SIDE, 3] },
      maps: { dtype: 'float32', shape: [batch, 6] },
      light: { dtype: 'float32', shape: [batch, LIGHT_NUMBERS] },
      points: { dtype: 'float32', shape: [batch, LANDMARK_COUNT, 2] },
      regions: { dtype: 'uint8', shape: [batch, side, side] },
      noiseSeed: { dtype: 'int32', shape: [2] },
    },
    measure: ({ images, maps, light, points, regions, noiseSeed }, forward) => {
      const sharp = sharpViews(images!, maps!, light!);
      const enlarged = enlargedViews(sharp);
      const noise = tf.mul(tf.sub(seededUniform(enlarged.shape, noiseSeed!, NOISE_SALT), 0.5), 2 * config.views.noise);
      const truth = tf.mul(sharp, 1 / 255);
      const { coarse, fine, heatmaps, parsing } = forward(tf.mul(tf.add(enlarged, noise), 1 / 255));
      const squares = tf.mean(tf.square(tf.sub(fine!, truth)), [1, 2, 3]);
      const terms = [
        tf.mul(pictureError(tf.sub(coarse!, truth), error), weights.coarse),
        tf.mul(pictureError(tf.sub(fine!, truth), error), weights.fine),
      ];
      if (heatmaps) terms.push(tf.mul(pictureError(tf.sub(heatmaps, heatMaps(points!, side, heatmapSigma)), error), weights.heatmaps));
      if (parsing) terms.push(tf.mul(pictureError(parsingDifference(parsing, regions!), error), weights.parsing));
      return {
        loss: terms.reduce((sum, term) => tf.add(sum, term)),
        psnr: tf.mul(tf.mean(tf.log(tf.add(squares, LEAST_SQUARE))), -10 / Math.LN10),
      };
    },
  };
}

/** Views of sharp pictures: float32 [batch, 128, 128, 3], whole levels 0 … 255. What lies beyond a picture's border is the picture mirrored. */
export function sharpViews(images: Tensor, maps: Tensor, light: Tensor): Tensor {
  const warped = affineWarp(images, maps, { size: [FACE_SIDE, FACE_SIDE], border: 'mirror' });
  const contrast = tf.reshape(tf.slice(light, [0, 0], [-1, 1]), [-1, 1, 1, 1]);
  const gain = tf.reshape(tf.slice(light, [0, 1], [-1, 3]), [-1, 1, 1, 3]);
  return levels(tf.add(tf.mul(tf.sub(warped, 127.5), contrast), tf.add(gain, 127.5)));
}

/** `enlarge(degrade(picture))` of a batch, float32 [batch, 128, 128, 3]. */
export function enlargedViews(sharp: Tensor): Tensor {
  const [shrink, grow] = [resizeMatrix(FACE_SIDE, SMALL_SIDE).to2DArray(), resizeMatrix(SMALL_SIDE, FACE_SIDE).to2DArray()];
  return levels(resample(levels(resample(sharp, shrink, shrink)), grow, grow));
}

/**
 * One Gaussian hill of height 1 for each point, float32 [batch, side, side, points].
 * @param points [batch, points, 2] in pixels of the 128×128 view
 */
export function heatMaps(points: Tensor, side: number, sigma: number): Tensor {
  const scale = side / FACE_SIDE;
  const places = tf.sub(tf.mul(tf.add(points, 0.5), scale), 0.5);
  const hills = (axis: number, shape: number[]): Tensor => {
    const centre = tf.transpose(tf.slice(places, [0, 0, axis], [-1, -1, 1]), [0, 2, 1]); // [batch, 1, points]
    const along = tf.reshape(tf.range(0, side, 1, 'float32'), [1, side, 1]);
    return tf.reshape(tf.exp(tf.mul(tf.square(tf.sub(along, centre)), -1 / (2 * sigma * sigma))), shape);
  };
  const [batch, count] = points.shape as [number, number];
  return tf.mul(hills(1, [batch, side, 1, count]), hills(0, [batch, 1, side, count]));
}

/** What parsing maps miss; 0 where the region is unknown. */
function parsingDifference(parsing: Tensor, regions: Tensor): Tensor {
  // Not expandDims: tfjs calls it without its type, which a graph needs.
  const known = tf.reshape(tf.cast(tf.notEqual(regions, UNKNOWN_REGION), 'float32'), [...regions.shape, 1]);
  const truth = tf.oneHot(tf.cast(regions, 'int32') as tf.Tensor1D, FACE_REGIONS.length);
  return tf.mul(tf.sub(parsing, truth), known);
}

/** The mean error over a batch of pictures or maps. */
function pictureError(difference: Tensor, error: SuperResolutionConfig['error']): Tensor {
  if (error === 'mae') return tf.mean(tf.abs(difference));
  const squares = tf.mean(tf.square(difference), [1, 2, 3]);
  return tf.mean(error === 'mse' ? squares : tf.log(tf.add(squares, LEAST_SQUARE)));
}

function levels(values: Tensor): Tensor {
  return tf.clipByValue(tf.round(values), 0, 255);
}
