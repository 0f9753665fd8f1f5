import { expect, it } from 'vitest';
import { composeTransforms, type PlanarTransform } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import { halvedPhoto, samplePhoto, TO_HALF, type Raster, type SampleOptions } from '../../../packages/fer-core/src/align/sample-photo';

/** What `samplePhoto` does for a picture that is halved as a whole before. */
function halvedAsAWhole(photo: Raster, toSource: PlanarTransform, halvings: number, options: SampleOptions): Float32Array {
  for (let i = 0; i < halvings; i++) [photo, toSource] = [halvedPhoto(photo, options.channels), composeTransforms(toSource, TO_HALF)];
  return samplePhoto(photo, toSource, options);
}

it.each<[string, PlanarTransform, number]>([
  ['in the middle, hardly too large', [4.5, 0, 100, 0, 4.5, 120], 1],
  ['in the middle, much too large', [20, 0, 83.3, 0, 20, 61.7], 3],
  ['turned', [7, -5, 300, 5, 7, 90], 2],
  ['over the left and upper border', [11, 0, -70, 0, 11, -95.5], 2],
  ['over the right and lower border', [11, 0, 780, 0, 11, 690], 2],
  ['wholly beyond the right and lower border', [11, 0, 3000, 0, 11, 4000], 2],
  ['wholly beyond the left and upper border', [33, 0, -3000, 0, 33, -4000], 4],
  ['larger than the picture', [120, 0, -400, 0, 120, -300], 5],
])('a part of a picture looks as if the whole had been halved: %s', (_, toSource, halvings) => {
  for (const [width, height, channels] of [[899, 797, 1], [512, 640, 3], [5, 9, 3]] as const) {
    const photo = { width, height, pixels: Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 7919) % 251) };
    for (const border of ['repeat', 'black'] as const) {
      const options = { width: 14, height: 12, channels, border };
      const [found, expected] = [samplePhoto(photo, toSource, options), halvedAsAWhole(photo, toSource, halvings, options)];
      found.forEach((level, i) => expect(level).toBeCloseTo(expected[i]!, 3));
    }
  }
});
