import { describe, expect, it } from 'vitest';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { drawFaces, type DrawnFace } from '../../../packages/fer-core/src/recognize/draw-faces';
import { expressionColour } from '../../../packages/fer-core/src/recognize/expression-colour';
import { lettering } from '../../../packages/fer-core/src/recognize/lettering';

const photo: Photo = { width: 200, height: 160, pixels: new Uint8Array(200 * 160 * 3).fill(7) };
const face: DrawnFace = { box: [60, 60, 120, 120], landmarks: [[90, 100]], probabilities: { happy: 0.7, sad: 0.2, neutral: 0.1 } };

function pixel({ width, pixels }: Photo, x: number, y: number): number[] {
  return [...pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
}

describe('drawFaces', () => {
  it('frames a face in the colour of its expression, with a tag above, and leaves the photo as it is', async () => {
    const drawn = await drawFaces(photo, [face]);
    const happy = [...expressionColour('happy')];
    for (const [x, y] of [[60, 60], [119, 60], [60, 119], [119, 119], [61, 58]]) expect(pixel(drawn, x!, y!)).toEqual(happy);
    expect(pixel(drawn, 80, 80)).toEqual([7, 7, 7]);
    expect(pixel(drawn, 121, 121)).toEqual([7, 7, 7]);
    expect(new Set(photo.pixels)).toEqual(new Set([7]));
  });

  it('draws into the photo itself when asked to', async () => {
    const own = { ...photo, pixels: photo.pixels.slice() };
    expect(await drawFaces(own, [face], { inPlace: true })).toBe(own);
    expect(pixel(own, 60, 60)).toEqual([...expressionColour('happy')]);
  });

  it('shows the points, unless told not to', async () => {
    expect(pixel(await drawFaces(photo, [face]), 90, 100)).toEqual([255, 255, 255]);
    expect(pixel(await drawFaces(photo, [face], { landmarks: false }), 90, 100)).toEqual([7, 7, 7]);
  });

  it('names the expressions and the person', async () => {
    const plain = await drawFaces(photo, [face]);
    expect((await drawFaces(photo, [{ ...face, name: 'person 2' }])).pixels).not.toEqual(plain.pixels);
    expect((await drawFaces(photo, [{ ...face, probabilities: { happy: 0.6, sad: 0.3, neutral: 0.1 } }])).pixels).not.toEqual(plain.pixels);
  });

  it('moves the tag into the photo where there is no room above, and draws what reaches beyond it in part', async () => {
    const drawn = await drawFaces(photo, [{ ...face, box: [150, -20, 230, 60] }]);
    expect(pixel(drawn, 199, 3)).toEqual([...expressionColour('happy')]);
    expect(drawn.pixels).toHaveLength(photo.pixels.length);
  });
});

describe('lettering', () => {
  it('draws letters of the size asked for, and any text', async () => {
    const [small, large] = await Promise.all([lettering('happy 87 %', 12), lettering('happy 87 %', 24)]);
    expect(small.cover.some((cover) => cover > 200)).toBe(true);
    expect(large.width / small.width).toBeCloseTo(2, 0);
    expect((await lettering('<a & b>', 12)).width).toBeGreaterThan(20);
  });
});
