import { describe, expect, it } from 'vitest';
import { grayRaster } from '../../../packages/fer-core/src/align/align-face';
import { pictureRoutines } from '../../../packages/fer-core/src/backend';
import { composeTransforms, type PlanarTransform } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import { halvedPhoto, samplePhoto, TO_HALF, type Raster, type SampleOptions } from '../../../packages/fer-core/src/align/sample-photo';
import { noOwnOperations, withOperations } from '../backend/own-operations';

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

describe.skipIf(await noOwnOperations())('our own routines', () => {
  const photo: Raster = { width: 211, height: 163, pixels: Uint8Array.from({ length: 211 * 163 * 3 }, (_, i) => (i * 7919) % 256) };

  it.each<[string, PlanarTransform]>([
    ['enlarged and turned', [0.4, -0.1, 30.3, 0.1, 0.4, 20.7]],
    ['reduced', [2.7, 0.3, 12.2, -0.3, 2.7, 33.1]],
    ['over all borders', [3.3, 0, -50.5, 0, 3.3, -40.25]],
    ['wholly outside', [1, 0, 900, 0, 1, -900]],
    ['not a number', [NaN, 0, 0, 0, 1, 0]],
  ])('draw a picture as TypeScript does, bit for bit: %s', (_, toSource) => {
    for (const border of ['repeat', 'black'] as const) {
      for (const source of [photo, grayRaster(photo)]) {
        const draw = (): Float32Array => samplePhoto(source, toSource, { width: 60, height: 50, channels: source === photo ? 3 : 1, border });
        expect(withOperations('own', draw)).toEqual(withOperations('stock', draw));
      }
    }
  });

  it('halve a picture likewise, gray or not, of even or odd sides', () => {
    for (const source of [photo, grayRaster(photo), { width: 2, height: 90, pixels: photo.pixels.subarray(0, 180) }]) {
      const halve = (): Raster => halvedPhoto(source, source === photo ? 3 : 1);
      expect(withOperations('own', halve)).toEqual(withOperations('stock', halve));
    }
  });

  it('turn all colours to the same gray', () => {
    // Each combination of some levels, and of those levels whose gray is rounded: their sum in thousandths is whole.
    const levels = [0, 1, 2, 3, 63, 127, 128, 200, 253, 254, 255];
    const some = levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => [red, green, blue])));
    const ties = Array.from({ length: 256 ** 2 }, (_, at) => [at >> 8, at & 255, (at * 7) & 255]).filter(([red, green, blue]) => (299 * red! + 587 * green! + 114 * blue! + 500) % 1000 === 0);
    expect(ties.length).toBeGreaterThan(20);
    const colours = [...some, ...ties];
    const all = { width: colours.length, height: 1, pixels: Uint8Array.from(colours.flat()) };
    expect(withOperations('own', () => grayRaster(all))).toEqual(withOperations('stock', () => grayRaster(all)));
  });

  it('refuse arrays that are too short', () => {
    const routines = pictureRoutines()!;
    expect(() => routines.luma(new Uint8Array(5), new Uint8Array(2))).toThrow(/^luma: expected/);
    const numbers = Float64Array.of(4, 4, 1, 2, 2, 0, 1, 1, 0, 0, 0, 1, 0);
    expect(() => routines.addSamples(new Uint8Array(15), numbers, new Float32Array(4))).toThrow(/^addSamples: expected/);
    expect(() => routines.addSamples(new Uint8Array(16), numbers, new Float32Array(3))).toThrow(/^addSamples: expected/);
    expect(() => routines.halve(new Uint8Array(11), Float64Array.of(4, 3, 1), new Uint8Array(2))).toThrow(/^halve: expected/);
    expect(() => routines.halve(new Uint8Array(12), Float64Array.of(4, 3, 1), new Uint8Array(1))).toThrow(/^halve: expected/);
    expect(() => routines.drawSquare(new Uint8Array(47), Float64Array.of(4, 4, 0, 0, 4, 2), 1, new Uint8Array(12))).toThrow(/^drawSquare: expected/);
    expect(() => routines.drawSquare(new Uint8Array(48), Float64Array.of(4, 4, 0, 0, 4, 2), 1, new Uint8Array(11))).toThrow(/^drawSquare: expected/);
  });
});
