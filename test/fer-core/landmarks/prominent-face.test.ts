import { expect, it } from 'vitest';
import { mostProminent, prominentFace } from '../../../packages/fer-core/src/landmarks/prominent-face';

const photo = { width: 201, height: 101 };

it('prefers the larger face, and of two alike the one nearer to the middle', () => {
  const [middle, corner, large] = [[80, 30, 120, 70], [0, 0, 40, 40], [0, 0, 100, 100]].map((box) => ({ box: box as unknown as readonly [number, number, number, number] }));
  expect(mostProminent(photo, [corner!, middle!])).toBe(middle);
  expect(mostProminent(photo, [middle!, large!])).toBe(large);
});

it('assumes a face in the middle where the detector finds none', async () => {
  const { face, origin } = await prominentFace({ width: 101, height: 201, pixels: new Uint8Array(101 * 201 * 3).fill(128) });
  expect(origin).toBe('assumed');
  const [left, top, right, bottom] = face.box;
  expect([left + right, top + bottom]).toEqual([100, 200]);
  expect(right - left).toBeCloseTo(0.65 * 101, 9);
  expect(face.keypoints).toBeUndefined();
}, 240_000);
