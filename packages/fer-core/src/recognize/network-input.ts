import { alignedLevels, grayRaster, type Alignment } from '../align/align-face';
import { levelBytes } from '../align/sample-photo';
import { resizeImages } from '../classify/resize-images';
import type { Point } from '../evaluate/geometry/point';
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
  const square = { height: FER2013_SIZE, width: FER2013_SIZE };
  const gray = grayRaster({ ...square, pixels: framedFace(photo, points, alignment, FER2013_SIZE).pixels }).pixels;
  const resized = resizeImages(gray, { ...square, channels: 1 }, { height: size, width: size });
  return { size, channels: 1, pixels: resized };
}

/** The same picture in colour, of any size. */
export function framedFace(photo: Photo, points: readonly Point[], alignment: Alignment, size: number): FacePicture {
  const { levels } = alignedLevels(photo, points, { ...EXPRESSION_FRAME, alignment, size, channels: 3 });
  return { size, channels: 3, pixels: levelBytes(levels) };
}
