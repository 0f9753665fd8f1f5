import { tf, type Tensor } from '../../backend';
import { LANDMARK_COUNT, OUTER_EYE_CORNERS } from '../../evaluate/geometry/landmark-points';
import { FAILURE } from '../../landmarks/landmark-error';
import { preprocess } from '../../models/preprocess';
import type { Objective } from '../learner';

export interface LandmarkObjectiveSettings {
  /** Weight of the spread of the votes, so that each vote learns to be right by itself. */
  votesWeight: number;
  /** Weight of the cross-entropy of `quality`. */
  qualityWeight: number;
}

/** Errors much smaller than this, in pixels of the crop, count by their square; larger ones by their length. */
const SMOOTH = 0.3;
/** The distance of the outer eye corners is taken as at least this share of the crop, so that a face from the side does not outweigh others. */
const LEAST_EYE_DISTANCE = 0.28;

/**
 * What a step of the landmark network makes smaller: the mean distance of points as a share of the distance of the outer eye
 * corners, in per cent, which is the measure of landmark errors itself.
 * `quality` learns how near the points of a crop are: 1 for right ones, 0 from an error of `FAILURE` on and where there is no face.
 * Feeds: `images` uint8 [batch, size, size, 1], `points` [batch, 68, 2] in pixels of the crop, `isFace` [batch], 1 or 0.
 */
export function landmarkObjective(batch: number, size: number, { votesWeight, qualityWeight }: LandmarkObjectiveSettings): Objective {
  return {
    feeds: {
      images: { dtype: 'uint8', shape: [batch, size, size, 1] },
      points: { dtype: 'float32', shape: [batch, LANDMARK_COUNT, 2] },
      isFace: { dtype: 'float32', shape: [batch] },
    },
    measure: ({ images, points: truth, isFace }, forward) => {
      const { points, quality } = forward(preprocess(images!, 'unit')) as { points: Tensor; quality: Tensor };
      const found = tf.slice(points, [0, 0, 0], [-1, -1, 2]);
      const spread = tf.sqrt(tf.add(tf.squeeze(tf.slice(points, [0, 0, 2], [-1, -1, 1]), [2]), 1));
      const distances = tf.sub(tf.sqrt(tf.add(tf.sum(tf.square(tf.sub(found, truth!)), 2), SMOOTH ** 2)), SMOOTH);
      const corner = (index: number): Tensor => tf.squeeze(tf.slice(truth!, [0, index, 0], [-1, 1, -1]), [1]);
      const eyes = tf.sqrt(tf.sum(tf.square(tf.sub(corner(OUTER_EYE_CORNERS[0]), corner(OUTER_EYE_CORNERS[1]))), 1));
      const unit = tf.maximum(eyes, LEAST_EYE_DISTANCE * size);
      const errors = tf.div(tf.mean(distances, 1), unit);
      const spreads = tf.div(tf.mean(spread, 1), unit);
      const faces = tf.maximum(tf.sum(isFace!), 1);
      const ofFaces = (values: Tensor): Tensor => tf.div(tf.sum(tf.mul(values, isFace!)), faces);
      const target = tf.mul(tf.clipByValue(tf.sub(1, tf.div(withoutGradient(errors), FAILURE)), 0, 1), isFace!);
      const logits = tf.squeeze(quality, [1]);
      const crossEntropy = tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, target)));
      const error = tf.mul(ofFaces(errors), 100);
      const loss = tf.add(tf.add(error, tf.mul(ofFaces(spreads), 100 * votesWeight)), tf.mul(crossEntropy, qualityWeight));
      return { loss, error };
    },
  };
}

/** The same numbers, from which nothing is learned. */
function withoutGradient(x: Tensor): Tensor {
  return tf.customGrad((value) => ({ value: tf.clone(value as Tensor), gradFunc: (dy: Tensor) => tf.zerosLike(dy) }))(x);
}
