import type { ConvolutionLayers } from './convolution-layers';
import type { FaceMaps } from './blazeface-short-range';

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
 * Input: 192×192 pixels, RGB in [-1, 1]. Weights: `assets/face-detection`, Apache-2.0.
 * @returns one map of 48×48 cells, one anchor each
 */
export function blazeFaceFullRange<T>(layers: ConvolutionLayers<T>, images: T): FaceMaps<T> {
  let x = layers.relu(layers.convolve(images, 'stem', 2)); // 96×96×32
  let cells = FULL_RANGE_INPUT / 2;
  const beside: Record<number, T> = {};
  for (let number = 1; number <= BLOCKS; number++) {
    if (HALVING.has(number)) {
      beside[cells] = x;
      cells /= 2;
    }
    x = bottleneck(layers, x, `block${number}`, HALVING.has(number) ? 2 : 1);
  }
  for (const [side, blocks] of UP) {
    const above = layers.resize(layers.relu(layers.convolve(x, `up${side}/above`)), side);
    x = layers.add(layers.relu(layers.convolve(beside[side]!, `up${side}/beside`)), above);
    for (let number = 1; number <= blocks; number++) x = bottleneck(layers, x, `up${side}/block${number}`, 1);
  }
  return { scores: [layers.convolve(x, 'scores')], boxes: [layers.convolve(x, 'boxes')] };
}

function bottleneck<T>(layers: ConvolutionLayers<T>, x: T, name: string, stride: 1 | 2): T {
  const squeezed = layers.block(x, `${name}/depthwise`, `${name}/squeeze`, stride);
  return layers.block(squeezed, `${name}/depthwise2`, `${name}/expand`, 1, x);
}
