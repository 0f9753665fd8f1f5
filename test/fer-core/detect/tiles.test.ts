import { describe, expect, it } from 'vitest';
import { tilesOf } from '../../../packages/fer-core/src/detect/tiles';

const photo = (width: number, height: number) => ({ width, height, pixels: new Uint8Array(0) });

describe('tilesOf', () => {
  it('covers the photo from edge to edge with overlap', () => {
    const tiles = tilesOf(photo(1000, 700), 500);
    expect(tiles.map(({ left, top }) => [left, top])).toEqual([[0, 0], [250, 0], [500, 0], [0, 200], [250, 200], [500, 200]]);
    for (const [width, height, side] of [[2048, 1536, 1024], [3000, 100, 300], [999, 1001, 333]]) {
      const placed = tilesOf(photo(width!, height!), side!);
      const lefts = [...new Set(placed.map(({ left }) => left))];
      expect(Math.min(...lefts)).toBeLessThanOrEqual(0);
      expect(Math.max(...lefts) + side!).toBeGreaterThanOrEqual(width!);
      lefts.slice(1).forEach((left, i) => expect(lefts[i]! + side! - left).toBeGreaterThanOrEqual(0.2 * side! - 1e-9));
    }
  });

  it('centres a photo that is narrower than a tile', () => {
    expect(tilesOf(photo(40, 100), 100)).toEqual([{ left: -30, top: 0, side: 100 }]);
  });
});
