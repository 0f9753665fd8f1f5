import type { Photo } from '../photos/photo';
import type { Square } from './square';

/** Neighbouring tiles share at least this part of their side, so that a face on a border is whole in one of them. */
const SHARED = 0.2;

/**
 * Covers a photo with overlapping squares, evenly spread. A photo that is narrower than a tile is centred in it.
 * @param side length of a tile's side in pixels of the photo
 */
export function tilesOf({ width, height }: Photo, side: number): Square[] {
  const columns = tileStarts(width, side);
  return tileStarts(height, side).flatMap((top) => columns.map((left) => ({ left, top, side })));
}

function tileStarts(length: number, side: number): number[] {
  if (length <= side) return [(length - side) / 2];
  const count = 1 + Math.ceil((length - side) / (side * (1 - SHARED)));
  return Array.from({ length: count }, (_, i) => (i * (length - side)) / (count - 1));
}
