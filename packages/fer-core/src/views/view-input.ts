import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import type { Box, Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import type { PayloadBox, PayloadPoint } from './landmarks-payload';
import { channelsOf, type Raster } from './raster';

/** @throws InputError for bytes that are not gray or RGB. */
export function checkPhoto(view: string, photo: Raster): void {
  const channels = channelsOf(photo);
  if (channels !== 1 && channels !== 3) {
    throw new InputError(`${view}: expected a photo of ${photo.width}×${photo.height}×3 bytes, got ${photo.pixels.length}`);
  }
}

/** @throws InputError for other than 68 points (x, y), or not finite. */
export function checkPoints(view: string, what: string, points: readonly Point[]): void {
  if (points.length !== LANDMARK_COUNT) throw new InputError(`${view}: expected ${what} to be ${LANDMARK_COUNT}, got ${points.length}`);
  const wrong = points.find((point) => point.length !== 2 || !point.every(Number.isFinite));
  if (wrong) throw new InputError(`${view}: expected ${what} to be finite (x, y), got (${wrong.join(', ')})`);
}

/** Points as they travel: hundredths of a pixel are enough. */
export function payloadPoints(points: readonly Point[]): PayloadPoint[] {
  return points.map(([x, y]) => [hundredths(x), hundredths(y)]);
}

/** A box as it travels. */
export function payloadBox(box: Box): PayloadBox {
  return box.map(hundredths) as PayloadBox;
}

/** Levels in [0, 1] as bytes. */
export function toBytes(levels: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(levels, (level) => Math.round(255 * Math.min(1, Math.max(0, level))));
}

/** The smallest box around points. */
export function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
