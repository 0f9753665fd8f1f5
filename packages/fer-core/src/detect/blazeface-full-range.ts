import { relu, tf, type Tensor } from '../backend';
import { block, convolve, type ConvolutionWeights } from './convolution-layers';

/** Length of the square input, in pixels. */
export const FULL_RANGE_INPUT = 192;

/** First blocks of a smaller resolution: 96 → 48 → 24 → 12 → 6 cells. */
const HALVING = new Set([3, 6, 9, 12]);
const BLOCKS = 15;
/** On the way back up: cells a side, and blocks there. */
const UP = [[12, 2], [24, 2], [48, 1]] as const;

/**
 * MediaPipe's face detector for faces within five metres: bottleneck blocks down to 6×6 cells and back up to 48×48, one anchor a cell
 * (a feature pyramid, Lin et al. 2017).
 * Input: float32 [batch, 192, 192, 3], RGB in [-1, 1]. Weights: `assets/face-detection`, Apache-2.0.
 * @returns logits [batch, 2304] and, for each cell, 16 numbers as `blazeFaceShortRange` gives them; the caller's tidy scope's
 */
export function blazeFaceFullRange(images: Tensor, weights: ConvolutionWeights): { scores: Tensor; boxes: Tensor } {
  let x = relu(convolve(images, weights, 'stem', 2)); // [batch, 96, 96, 32]
  const beside: Record<number, Tensor> = {};
  for (let number = 1; number <= BLOCKS; number++) {
    if (HALVING.has(number)) beside[x.shape[1]!] = x;
    x = bottleneck(x, weights, `block${number}`, HALVING.has(number) ? 2 : 1);
  }
  for (const [cells, blocks] of UP) {
    const above = relu(convolve(x, weights, `up${cells}/above`));
    const enlarged = tf.image.resizeBilinear(above as tf.Tensor4D, [cells, cells], false, true);
    x = tf.add(relu(convolve(beside[cells]!, weights, `up${cells}/beside`)), enlarged);
    for (let number = 1; number <= blocks; number++) x = bottleneck(x, weights, `up${cells}/block${number}`, 1);
  }
  const batch = images.shape[0]!;
  return {
    scores: tf.reshape(convolve(x, weights, 'scores'), [batch, 2304]),
    boxes: tf.reshape(convolve(x, weights, 'boxes'), [batch, 2304, 16]),
  };
}

function bottleneck(x: Tensor, weights: ConvolutionWeights, name: string, stride: 1 | 2): Tensor {
  const squeezed = block(x, weights, `${name}/depthwise`, `${name}/squeeze`, stride);
  return block(squeezed, weights, `${name}/depthwise2`, `${name}/expand`, 1, x);
}
