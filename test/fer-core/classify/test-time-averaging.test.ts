import { describe, expect, it } from 'vitest';
import { resizeImages } from '../../../packages/fer-core/src/classify/resize-images';
import { averageOverViews, viewCount, TEST_TIME_AVERAGING, type TestTimeAveraging } from '../../../packages/fer-core/src/classify/test-time-averaging';
import { waves } from './images';

/** The views that are asked for, one list of bytes for each. */
function viewsOf(images: number[], size: { height: number; width: number; channels: number }, averaging: TestTimeAveraging): number[][] {
  const length = size.height * size.width * size.channels;
  let views: number[][] = [];
  averageOverViews(Uint8Array.from(images), size, averaging, (all) => {
    views = Array.from({ length: all.length / length }, (_, view) => [...all.subarray(view * length, (view + 1) * length)]);
    return new Float32Array(views.length);
  });
  return views;
}

describe('averageOverViews', () => {
  it('shows the image itself without averaging', () => {
    expect(viewsOf([1, 2, 3, 4, 5, 6], { height: 2, width: 3, channels: 1 }, 'none')).toEqual([[1, 2, 3, 4, 5, 6]]);
  });

  it('shows each image and its mirror image', () => {
    expect(viewsOf([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60], { height: 2, width: 3, channels: 1 }, 'flip')).toEqual([
      [1, 2, 3, 4, 5, 6],
      [10, 20, 30, 40, 50, 60],
      [3, 2, 1, 6, 5, 4],
      [30, 20, 10, 60, 50, 40],
    ]);
  });

  it('keeps the channels of a pixel together in the mirror', () => {
    expect(viewsOf([1, 2, 3, 4, 5, 6], { height: 1, width: 2, channels: 3 }, 'flip')[1]).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it('shows four corners and the centre, 11/12 of the side, enlarged, and their mirror images', () => {
    const [size, side] = [24, 22];
    const image = [...waves(1, size)];
    const cut = (top: number, left: number): Uint8Array =>
      Uint8Array.from({ length: side * side }, (_, at) => image[(top + Math.floor(at / side)) * size + left + (at % side)]!);
    const mirror = (pixels: Uint8Array): number[] => [...pixels].map((_, at) => pixels[at - (at % size) + size - 1 - (at % size)]!);
    const expected = [cut(0, 0), cut(0, 2), cut(2, 0), cut(2, 2), cut(1, 1)]
      .map((crop) => resizeImages(crop, { height: side, width: side, channels: 1 }, { height: size, width: size }))
      .flatMap((view) => [[...view], mirror(view)]);
    expect(viewsOf(image, { height: size, width: size, channels: 1 }, 'ten-crop')).toEqual(expected);
  });

  it('averages what is predicted for the views of each image', () => {
    const answers = Float32Array.from([0.1, 0.9, 0.4, 0.6, 0.5, 0.5, 0.8, 0.2]);
    const result = averageOverViews(Uint8Array.from([1, 2]), { height: 1, width: 1, channels: 1 }, 'flip', () => answers);
    expect([...result].map((value) => value.toFixed(6))).toEqual(['0.300000', '0.700000', '0.600000', '0.400000']);
  });

  it.each(TEST_TIME_AVERAGING)('says how many views %s takes', (averaging) => {
    expect(viewsOf([...waves(1, 12)], { height: 12, width: 12, channels: 1 }, averaging)).toHaveLength(viewCount(averaging));
  });

  it('refuses another name', () => {
    expect(() => viewsOf([1], { height: 1, width: 1, channels: 1 }, 'five-crop' as TestTimeAveraging)).toThrow(
      'expected one of none, flip, ten-crop, got five-crop',
    );
  });
});
