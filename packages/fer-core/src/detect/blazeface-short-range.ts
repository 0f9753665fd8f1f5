import { relu, tf, type Tensor } from '../backend';
import { block, convolve, type ConvolutionWeights } from './convolution-layers';

/** Length of the square input, in pixels. */
export const SHORT_RANGE_INPUT = 128;

/** First blocks of a smaller resolution: 64 → 32 → 16 → 8 cells. */
const HALVING = new Set([3, 6, 12]);
const BLOCKS = 16;
/** The block whose output, 16×16 cells, tells of small faces. */
const SMALL_FACES = 11;

/**
 * BlazeFace, MediaPipe's face detector for faces within two metres of a phone's camera (Bazarevsky et al. 2019).
 * Residual blocks of a depthwise 3×3 and a pointwise convolution; 16×16 cells with two anchors and 8×8 cells with six.
 * Input: float32 [batch, 128, 128, 3], RGB in [-1, 1]. 101,390 parameters.
 * Weights: `assets/face-detection`, Apache-2.0.
 * @returns logits [batch, 896] and, for each anchor, 16 numbers in pixels of the input: centre of the box relative to its cell's
 *   centre, width, height, then six points (x, y) relative to the cell's centre; the caller's tidy scope's
 */
export function blazeFaceShortRange(images: Tensor, weights: ConvolutionWeights): { scores: Tensor; boxes: Tensor } {
  let x = relu(convolve(images, weights, 'stem', 2)); // [batch, 64, 64, 24]
  let small: Tensor | undefined;
  for (let number = 1; number <= BLOCKS; number++) {
    const name = `block${number}`;
    x = block(x, weights, `${name}/depthwise`, `${name}/pointwise`, HALVING.has(number) ? 2 : 1, x);
    if (number === SMALL_FACES) small = x; // [batch, 16, 16, 88]
  }
  const batch = images.shape[0]!;
  const scores = [
    tf.reshape(convolve(small!, weights, 'scores16'), [batch, 512]),
    tf.reshape(convolve(x, weights, 'scores8'), [batch, 384]),
  ];
  const boxes = [
    tf.reshape(convolve(small!, weights, 'boxes16'), [batch, 512, 16]),
    tf.reshape(convolve(x, weights, 'boxes8'), [batch, 384, 16]),
  ];
  return { scores: tf.concat(scores, 1), boxes: tf.concat(boxes, 1) };
}
