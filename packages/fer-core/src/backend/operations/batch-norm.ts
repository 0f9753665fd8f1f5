import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';
import { hasOwnOperations } from '../own-operations';
import { released } from './released';
import { relu } from './relu';

/** A normalized batch with the batch's own statistics, each `[channels]`. */
export interface NormalizedBatch {
  y: Tensor;
  mean: Tensor;
  /** Biased variance (divided by n), as Keras's moving average takes it. */
  variance: Tensor;
}

/**
 * Batch normalization with the batch's own statistics and an optional ReLU behind it, differentiable in `x`, `gamma` and `beta`.
 * @param x float32 [batch, height, width, channels]
 * @param gamma scale, [channels]
 * @param beta offset, [channels]
 * @returns `y` shaped like `x`; mean and variance are outside the gradient. All are the caller's tidy scope's.
 */
export function batchNormInTraining(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number, withRelu = false): NormalizedBatch {
  if (hasOwnOperations()) return ownBatchNorm(x, gamma, beta, epsilon, withRelu);
  const normalized = isNative() ? fusedBatchNorm(x, gamma, beta, epsilon) : composedBatchNorm(x, gamma, beta, epsilon);
  return withRelu ? { ...normalized, y: relu(normalized.y) } : normalized;
}

/** Batch normalization with moving statistics, for inference; shapes as in `batchNormInTraining`. */
export function batchNormInInference(x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor {
  return tf.batchNorm(x as tf.Tensor4D, mean as tf.Tensor1D, variance as tf.Tensor1D, beta as tf.Tensor1D, gamma as tf.Tensor1D, epsilon);
}

function composedBatchNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): NormalizedBatch {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return { y: batchNormInInference(x, gamma, beta, mean, variance, epsilon), mean, variance };
}

/** One operation forward, one backward, ReLU included. */
function ownBatchNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number, withRelu: boolean): NormalizedBatch {
  const attributes = [attribute.float('epsilon', epsilon), attribute.bool('relu', withRelu)];
  let mean: Tensor | undefined;
  let variance: Tensor | undefined;
  const y = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as [Tensor, Tensor, Tensor, tf.GradSaveFunc];
    const [value, batchMean, batchVariance] = nativeOp('FerBatchNorm', attributes, [input, scale, offset], 3) as [Tensor, Tensor, Tensor];
    mean = tf.keep(batchMean);
    variance = tf.keep(batchVariance);
    save([input, scale, offset, batchMean, batchVariance]);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => nativeOp('FerBatchNormGrad', attributes, [dy, ...saved], 3) };
  })(x, gamma, beta);
  return { y, mean: released(mean!), variance: released(variance!) };
}

/** TensorFlow's one operation forward, one backward, where tfjs composes some twenty. */
function fusedBatchNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): NormalizedBatch {
  const attributes = [
    attribute.type('T', 'float32'),
    attribute.type('U', 'float32'),
    attribute.float('epsilon', epsilon),
    attribute.string('data_format', 'NHWC'),
    attribute.bool('is_training', true),
  ];
  const samples = x.size / x.shape[3]!;
  let mean: Tensor | undefined;
  let variance: Tensor | undefined;
  const y = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as [Tensor, Tensor, Tensor, tf.GradSaveFunc];
    const empty = tf.tensor1d([], 'float32');
    const outputs = nativeOp('FusedBatchNormV3', [...attributes, attribute.float('exponential_avg_factor', 1)], [input, scale, offset, empty, empty], 6);
    const [value, batchMean, unbiased, reserve1, reserve2, reserve3] = outputs as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    mean = tf.keep(batchMean);
    // The operation returns n/(n−1) times the variance it normalized with.
    variance = tf.keep(tf.mul(unbiased, (samples - 1) / samples));
    save([input, scale, reserve1, reserve2, reserve3]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedInput, savedScale, ...reserves] = saved as [Tensor, Tensor, ...Tensor[]];
        const gradients = nativeOp('FusedBatchNormGradV3', attributes, [dy, savedInput, savedScale, ...reserves], 5);
        return gradients.slice(0, 3);
      },
    };
  })(x, gamma, beta);
  return { y, mean: released(mean!), variance: released(variance!) };
}
