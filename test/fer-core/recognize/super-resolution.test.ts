import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { transformPoints } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import { pointsBox } from '../../../packages/fer-core/src/align/align-face';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { superResolveFace } from '../../../packages/fer-core/src/recognize/super-resolution';
import { bicubicResize } from '../../../packages/fer-core/src/super-resolve/bicubic';
import { enlarge } from '../../../packages/fer-core/src/super-resolve/degrade';

const points = transformPoints([2, 0, 60, 0, 2, 40], MEAN_FACE);
const photo: Photo = { width: 320, height: 320, pixels: Uint8Array.from({ length: 320 * 320 * 3 }, (_, i) => (i * 7919) % 251) };

describe('superResolveFace', () => {
  it('enlarges 16×16 pixels to 128×128 with the face as in the official pairs', () => {
    const { picture, points: moved } = superResolveFace(photo, points, enlarge);
    expect([picture.width, picture.height]).toEqual([128, 128]);
    const [left, top, right, bottom] = pointsBox(moved);
    expect((right - left + bottom - top) / 2).toBeCloseTo(65, 6);
    expect((left + right) / 2).toBeCloseTo(63.5, 6);
    // Enlarging changes nothing that 16×16 pixels cannot hold.
    const again = bicubicResize(bicubicResize(picture, 16, 16), 128, 128);
    const difference = again.pixels.reduce((most, level, i) => Math.max(most, Math.abs(level - picture.pixels[i]!)), 0);
    expect(difference).toBeLessThan(30);
  });

  it('gives another resolver the 16×16 pixels and takes what it makes of them', () => {
    const made: Photo = { width: 128, height: 128, pixels: new Uint8Array(128 * 128 * 3).fill(9) };
    const seen: Photo[] = [];
    const { picture, points: moved } = superResolveFace(photo, points, (small) => (seen.push(small), made));
    expect(seen.map(({ width, height }) => [width, height])).toEqual([[16, 16]]);
    expect(picture).toBe(made);
    expect(moved).toEqual(superResolveFace(photo, points, enlarge).points);
  });
});
