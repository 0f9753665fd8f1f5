import { attribute, nativeOp } from '../native';
import { hasOwnOperations } from '../own-operations';
import { tf, type Tensor } from '../tf';
import { depthwiseConv } from './depthwise-conv';
import { pointwiseConv } from './pointwise-conv';
import { relu } from './relu';

/** The weights of a depthwise 3×3 and a pointwise convolution, each with a bias by channel. */
export interface SeparableBlockWeights {
  /** float32 [3, 3, channels, 1]. */
  depthwise: Tensor;
  /** float32 [channels]. */
  depthwiseBias: Tensor;
  /** float32 [1, 1, channels, filters]. */
  pointwise: Tensor;
  /** float32 [filters]. */
  pointwiseBias: Tensor;
}

export interface SeparableBlockOptions {
  /** Step of the depthwise window in pixels; 2 needs an even height and width. */
  stride: 1 | 2;
  /**
   * Added before the ReLU: float32 of the result's height and width, or twice as large and then halved by max-pooling; with at most as
   * many channels as the result, zeros standing for the others.
   */
  shortcut?: Tensor;
}

/**
 * relu(pointwise(depthwise(x)) + shortcut), the block that mobile networks are made of, for networks at work: it has no gradient.
 * @param x float32 [batch, height, width, channels]
 * @returns float32 [batch, height / stride, width / stride, filters], the caller's tidy scope's
 * @throws when a shape does not fit
 */
export function separableBlock(x: Tensor, weights: SeparableBlockWeights, { stride, shortcut }: SeparableBlockOptions): Tensor {
  requireFitting(x, weights, stride, shortcut);
  return hasOwnOperations() ? ownBlock(x, weights, stride, shortcut) : composedBlock(x, weights, stride, shortcut);
}

function ownBlock(x: Tensor, weights: SeparableBlockWeights, stride: number, shortcut = tf.zeros([0])): Tensor {
  const { depthwise, depthwiseBias, pointwise, pointwiseBias } = weights;
  const size = attribute.int('size', [x.shape[1]! / stride, x.shape[2]! / stride]);
  return nativeOp('FerSeparableBlock', [attribute.int('stride', stride), size], [x, depthwise, depthwiseBias, pointwise, pointwiseBias, shortcut])[0]!;
}

function composedBlock(x: Tensor, weights: SeparableBlockWeights, stride: number, shortcut?: Tensor): Tensor {
  const spatial = depthwiseConv(x, weights.depthwise, { stride, padding: 'same', dilations: [1] });
  const residual = tf.add(pointwiseConv(tf.add(spatial, weights.depthwiseBias), weights.pointwise), weights.pointwiseBias);
  if (!shortcut) return relu(residual);
  const halved = shortcut.shape[1] !== residual.shape[1];
  const pooled = halved ? tf.maxPool(shortcut as tf.Tensor4D, 2, 2, 'valid') : shortcut;
  const missing = residual.shape[3]! - pooled.shape[3]!;
  const widened = missing === 0 ? pooled : tf.pad(pooled, [[0, 0], [0, 0], [0, 0], [0, missing]]);
  return relu(tf.add(widened, residual));
}

function requireFitting(x: Tensor, { depthwise, depthwiseBias, pointwise, pointwiseBias }: SeparableBlockWeights, stride: number, shortcut?: Tensor): void {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const filters = pointwise.shape[3]!;
  const require = (name: string, tensor: Tensor, expected: number[]): void => {
    if (tensor.shape.join() !== expected.join()) throw new Error(`separableBlock: expected ${name} [${expected.join(', ')}], got [${tensor.shape.join(', ')}]`);
  };
  if (height % stride || width % stride) throw new Error(`separableBlock: expected a size that ${stride} divides, got ${height}×${width}`);
  require('depthwise', depthwise, [3, 3, channels, 1]);
  require('depthwiseBias', depthwiseBias, [channels]);
  require('pointwise', pointwise, [1, 1, channels, filters]);
  require('pointwiseBias', pointwiseBias, [filters]);
  if (!shortcut) return;
  const times = shortcut.shape[1] === height / stride ? 1 : 2;
  require('shortcut', shortcut, [batch, (times * height) / stride, (times * width) / stride, Math.min(filters, shortcut.shape[3] ?? filters)]);
}
