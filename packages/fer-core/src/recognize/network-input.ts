import { alignFace, pointsBox, type Alignment } from '../align/align-face';
import { resizeImages } from '../classify/resize-images';
import type { Box, Point } from '../detect/detected-face';
import type { Photo } from '../photos/photo';
import { EXPRESSION_FRAME, FER2013_SIZE } from './expression-frame';
import type { FacePicture } from './recognized-face';

/**
 * A face as FER-2013 shows it: in its place, gray, 48×48; for networks of another input size then resized as their training pictures were.
 * @param points the 68, in pixels of the photo
 * @param size height and width of the network's input
 * @throws InputError for points that are no face
 */
export function networkInput(photo: Photo, points: readonly Point[], alignment: Alignment, size: number): FacePicture {
  const { pixels } = framedFace(photo, points, alignment, FER2013_SIZE);
  const gray = new Uint8Array(FER2013_SIZE * FER2013_SIZE);
  // BT.601, as `grayRaster`.
  for (let at = 0, from = 0; at < gray.length; at++, from += 3) gray[at] = Math.round(0.299 * pixels[from]! + 0.587 * pixels[from + 1]! + 0.114 * pixels[from + 2]!);
  const resized = resizeImages(gray, { height: FER2013_SIZE, width: FER2013_SIZE, channels: 1 }, { height: size, width: size });
  return { size, channels: 1, pixels: resized };
}

/** The same picture in colour, of any size. */
export function framedFace(photo: Photo, points: readonly Point[], alignment: Alignment, size: number): FacePicture {
  const { part, left, top } = surroundings(photo, pointsBox(points));
  const { image } = alignFace(part, points.map(([x, y]): Point => [x - left, y - top]), { ...EXPRESSION_FRAME, alignment, size, channels: 3 });
  return { size, channels: 3, pixels: Uint8Array.from(image, (level) => Math.round(255 * level)) };
}

/** What is cut out around a face reaches so many sides of it away from its middle: more than any frame shows. */
const REACH = 2;
/** Cuts lie at multiples of this, so that halving a part and halving the photo give the same pixels. */
const GRID = 16;

/** The part of a photo around a face: large pictures are made smaller as a whole, which for one face would be a waste of time. */
function surroundings({ width, height, pixels }: Photo, [left, top, right, bottom]: Box): { part: Photo; left: number; top: number } {
  const reach = REACH * Math.max(right - left, bottom - top, 1);
  const begin = (middle: number, length: number): number => GRID * Math.floor(Math.min(Math.max(middle - reach, 0), length - 1) / GRID);
  const end = (middle: number, length: number): number => Math.min(length, GRID * Math.ceil(Math.max(middle + reach, 1) / GRID));
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [x0, y0] = [begin(x, width), begin(y, height)];
  const [columns, rows] = [Math.max(end(x, width) - x0, 1), Math.max(end(y, height) - y0, 1)];
  const part = new Uint8Array(columns * rows * 3);
  for (let row = 0; row < rows; row++) {
    const from = 3 * ((y0 + row) * width + x0);
    part.set(pixels.subarray(from, from + 3 * columns), 3 * row * columns);
  }
  return { part: { width: columns, height: rows, pixels: part }, left: x0, top: y0 };
}
