import prand, { type RandomGenerator } from 'pure-rand';
import { PLAIN_VIEW, VIEW_NUMBERS } from '../backend';

/** Random changes of a training image, in the words of Keras's ImageDataGenerator. Zero or false switches one off. */
export interface Augmentation {
  /** Largest rotation to either side, in degrees. */
  rotationRange: number;
  /** Largest shift to either side, as a share of the width. */
  widthShiftRange: number;
  /** Largest shift up or down, as a share of the height. */
  heightShiftRange: number;
  /** Zoom is drawn from [1 − zoomRange, 1 + zoomRange]. */
  zoomRange: number;
  /** Largest slant, in degrees. */
  shearRange: number;
  /** Mirrors half of the images. */
  horizontalFlip: boolean;
  /** Largest change of brightness to either side, as a share of white. */
  brightnessRange: number;
  /** Contrast is drawn from [1 − contrastRange, 1 + contrastRange]. */
  contrastRange: number;
  /** Share of the images of which a random rectangle is erased (Zhong et al. 2020). */
  erasingProbability: number;
  /** Largest share of the image that is erased; the smallest is 2 %. */
  erasingShare: number;
}

export const NO_AUGMENTATION: Augmentation = {
  rotationRange: 0,
  widthShiftRange: 0,
  heightShiftRange: 0,
  zoomRange: 0,
  shearRange: 0,
  horizontalFlip: false,
  brightnessRange: 0,
  contrastRange: 0,
  erasingProbability: 0,
  erasingShare: 0.2,
};

/** Smallest erased share, and the range of the rectangle's height to its width. */
const SMALLEST_ERASED = 0.02;
const ERASED_RATIO = 3;

/** Random numbers in [0, 1). */
export type Draw = () => number;

/** A source of random numbers that depends on the seeds only. */
export function seededDraw(seed: number, step: number): Draw {
  const random: RandomGenerator = prand.xoroshiro128plus((seed ^ Math.imul(step + 1, 0x9e3779b1)) | 0);
  return () => prand.unsafeUniformIntDistribution(0, 0xffffff, random) / 0x1000000;
}

/**
 * Draws a view for each image of a batch.
 * @returns float32 [count, VIEW_NUMBERS] for `randomView`
 */
export function drawViews(count: number, [height, width]: readonly number[], augmentation: Augmentation, draw: Draw): Float32Array {
  const views = new Float32Array(count * VIEW_NUMBERS);
  for (let image = 0; image < count; image++) views.set(drawView(height!, width!, augmentation, draw), image * VIEW_NUMBERS);
  return views;
}

function drawView(height: number, width: number, augmentation: Augmentation, draw: Draw): number[] {
  const within = (range: number): number => (2 * draw() - 1) * range;
  const view = [...PLAIN_VIEW];
  const angle = within((augmentation.rotationRange * Math.PI) / 180);
  const scale = 1 + within(augmentation.zoomRange);
  const slant = Math.tan(within((augmentation.shearRange * Math.PI) / 180));
  const mirror = augmentation.horizontalFlip && draw() < 0.5 ? -1 : 1;
  const shiftX = within(augmentation.widthShiftRange * width);
  const shiftY = within(augmentation.heightShiftRange * height);
  // Output pixel (x, y) reads input pixel (a·x + b·y + c, d·x + e·y + f), turning about the centre.
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const [a, b, d, e] = [cos * mirror, -sin + cos * slant, sin * mirror, cos + sin * slant];
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  view.splice(0, 6, a, b, centreX - a * centreX - b * centreY + shiftX, d, e, centreY - d * centreX - e * centreY + shiftY);
  view.splice(6, 2, 1 + within(augmentation.contrastRange), 255 * within(augmentation.brightnessRange));
  if (draw() < augmentation.erasingProbability) view.splice(8, 5, ...drawErased(height, width, augmentation.erasingShare, draw));
  return view;
}

/** Top, left, bottom, right of a rectangle inside the image, and its gray level. */
function drawErased(height: number, width: number, largest: number, draw: Draw): number[] {
  const share = SMALLEST_ERASED + draw() * Math.max(0, largest - SMALLEST_ERASED);
  const ratio = Math.exp((2 * draw() - 1) * Math.log(ERASED_RATIO));
  const rows = Math.min(height, Math.max(1, Math.round(Math.sqrt(share * height * width * ratio))));
  const columns = Math.min(width, Math.max(1, Math.round(Math.sqrt((share * height * width) / ratio))));
  const top = Math.floor(draw() * (height - rows + 1));
  const left = Math.floor(draw() * (width - columns + 1));
  return [top, left, top + rows, left + columns, Math.floor(256 * draw())];
}
