import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resizeImages } from '../../../packages/fer-core/src/classify/resize-images';
import { bytes, fixture } from '../../fixtures/keras/golden';

interface Case {
  from: [number, number];
  to: [number, number];
  image: string;
  resized: string;
}
const { cases } = JSON.parse(readFileSync(fixture('resize.json'), 'utf8')) as { cases: Case[] };

const size = ([height, width]: [number, number], channels = 1) => ({ height, width, channels });

describe('resizeImages', () => {
  it.each(cases)('makes of $from what cv2.resize makes of it at $to', ({ from, to, image, resized }) => {
    expect([...resizeImages(bytes(image), size(from), size(to))]).toEqual([...bytes(resized)]);
  });

  it('resizes each image of a list by itself', () => {
    const list = cases.filter(({ from }) => from.join() === '48,48' || from.join() === '9,9');
    for (const { from, to, image, resized } of list) {
      const [one, other] = [bytes(image), bytes(image).reverse()];
      const both = resizeImages(Uint8Array.from([...one, ...other]), size(from), size(to));
      expect([...both.subarray(0, both.length / 2)]).toEqual([...bytes(resized)]);
      expect([...both.subarray(both.length / 2)]).toEqual([...resizeImages(other, size(from), size(to))]);
    }
  });

  it('keeps channels apart', () => {
    const { from, to, image, resized } = cases[0]!;
    const [red, green] = [bytes(image), bytes(image).map((value) => 255 - value)];
    const colours = Uint8Array.from({ length: red.length * 2 }, (_, i) => (i % 2 ? green : red)[i >> 1]!);
    const result = resizeImages(colours, size(from, 2), size(to));
    expect([...result.filter((_, i) => i % 2 === 0)]).toEqual([...bytes(resized)]);
    expect([...result.filter((_, i) => i % 2 === 1)]).toEqual([...resizeImages(green, size(from), size(to))]);
  });

  it('refuses half an image', () => {
    expect(() => resizeImages(new Uint8Array(5), size([2, 2]), size([3, 3]))).toThrow('expected whole images of 4 bytes, got 5 bytes');
  });
});
