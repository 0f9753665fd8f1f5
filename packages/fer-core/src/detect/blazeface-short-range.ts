import type { ConvolutionLayers } from './convolution-layers';

/** What a detector's network says: maps of cells, each [cells, cells, numbers · anchors], those of smaller cells first. */
export interface FaceMaps<T> {
  /** A logit for each anchor. */
  readonly scores: readonly T[];
  /**
   * 16 numbers for each anchor, in pixels of the input: centre of the box relative to its cell's centre, width, height, then six points (x, y)
   * relative to the cell's centre.
   */
  readonly boxes: readonly T[];
}

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
 * Input: 128×128 pixels, RGB in [-1, 1]. 101,390 parameters.
 * Weights: `assets/face-detection`, Apache-2.0.
 * @returns maps of 16×16 cells with two anchors and of 8×8 cells with six
 */
export function blazeFaceShortRange<T>(layers: ConvolutionLayers<T>, images: T): FaceMaps<T> {
  let x = layers.relu(layers.convolve(images, 'stem', 2)); // 64×64×24
  let small: T | undefined;
  for (let number = 1; number <= BLOCKS; number++) {
    const name = `block${number}`;
    x = layers.block(x, `${name}/depthwise`, `${name}/pointwise`, HALVING.has(number) ? 2 : 1, x);
    if (number === SMALL_FACES) small = x; // 16×16×88
  }
  return {
    scores: [layers.convolve(small!, 'scores16'), layers.convolve(x, 'scores8')],
    boxes: [layers.convolve(small!, 'boxes16'), layers.convolve(x, 'boxes8')],
  };
}
