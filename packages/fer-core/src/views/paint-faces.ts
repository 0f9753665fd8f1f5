import { isContourPoint } from './landmark-shape';
import { channelsOf, halveRaster, type Raster } from './raster';

/** Mid tones of a colour-blind-safe pair, as a saved picture cannot know the theme. */
const INNER = [47, 129, 199];
const CONTOUR = [224, 123, 40];
const BOX = [250, 250, 250];

/** Most pixels of the picture for viewers without the extension. */
const MOST_PIXELS = 420_000;

/** What is painted of a face, in pixels of the photo. */
export interface PaintedFace {
  readonly box: readonly number[];
  readonly points: readonly (readonly number[])[];
}

/** A small copy of a photo with boxes and points painted into it. @returns RGB */
export function paintFaces(photo: Raster, faces: readonly PaintedFace[]): Raster {
  let [small, scale] = [photo, 1];
  while (small.width * small.height > MOST_PIXELS) [small, scale] = [halveRaster(small), scale * 2];
  const picture = toRgb(small);
  const at = (value: number): number => (value + 0.5) / scale - 0.5;
  for (const { box, points } of faces) {
    paintBox(picture, box.map((side) => Math.round(at(side))));
    const [left, , right] = box.map(at);
    const radius = Math.max(0, Math.round((right! - left!) / 120));
    points.forEach(([x, y], index) => paintDot(picture, Math.round(at(x!)), Math.round(at(y!)), radius, isContourPoint(index) ? CONTOUR : INNER));
  }
  return picture;
}

/** A raster with three channels; gray is repeated. The pixels are a copy. */
export function toRgb(raster: Raster): Raster {
  const { width, height, pixels } = raster;
  if (channelsOf(raster) === 3) return { width, height, pixels: pixels.slice() };
  return { width, height, pixels: Uint8Array.from({ length: 3 * pixels.length }, (_, index) => pixels[Math.floor(index / 3)]!) };
}

function paintBox(picture: Raster, [left, top, right, bottom]: readonly number[]): void {
  for (let x = left!; x <= right!; x++) for (const y of [top!, bottom!]) paint(picture, x, y, BOX);
  for (let y = top!; y <= bottom!; y++) for (const x of [left!, right!]) paint(picture, x, y, BOX);
}

function paintDot(picture: Raster, x: number, y: number, radius: number, color: readonly number[]): void {
  for (let down = -radius; down <= radius; down++) {
    for (let right = -radius; right <= radius; right++) {
      if (right * right + down * down <= radius * radius + 1) paint(picture, x + right, y + down, color);
    }
  }
}

function paint({ width, height, pixels }: Raster, x: number, y: number, color: readonly number[]): void {
  if (x >= 0 && y >= 0 && x < width && y < height) pixels.set(color, 3 * (y * width + x));
}
