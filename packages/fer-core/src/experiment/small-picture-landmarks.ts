import type { LabeledImages } from '../datasets/labeled-images';
import type { Box, Point } from '../evaluate/geometry/point';
import type { LandmarkFinder } from '../landmarks/landmark-finder';
import { faceCalibration } from '../landmarks/face-calibrations';
import { EXPRESSION_FRAME } from '../recognize/expression-frame';
import { MEAN_FACE_SIZE } from '../evaluate/geometry/mean-face';
import { pictureSheet } from './picture-sheet';

/** Pictures that are looked at together. */
const TOGETHER = 64;
/** Less sure points are none, as for photos in which a face is only assumed. */
const LEAST_CONFIDENCE = 0.2;

/**
 * The 68 points of faces that fill their pictures, as FER-2013's do. No detector is asked: such pictures are registered, so that a face is
 * taken to lie where `EXPRESSION_FRAME` says, and the network looks twice.
 * @param data gray
 * @returns (x, y) in pixels of each picture; null where the network is not sure of a face
 */
export async function smallPictureLandmarks(finder: LandmarkFinder, data: LabeledImages, onProgress?: (done: number) => void): Promise<(Point[] | null)[]> {
  const found: (Point[] | null)[] = [];
  const usual = usualBox(data.width, data.height);
  for (let first = 0; first < data.count; first += TOGETHER) {
    const { photo, places } = pictureSheet(data, first, Math.min(TOGETHER, data.count - first));
    const faces = places.map(([left, top]) => ({ box: [usual[0] + left, usual[1] + top, usual[2] + left, usual[3] + top] as Box }));
    finder.find(photo, faces).forEach(({ points, confidence }, i) => {
      const [left, top] = places[i];
      found.push(confidence < LEAST_CONFIDENCE ? null : points.map(([x, y]): Point => [x - left, y - top]));
    });
    onProgress?.(found.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

/** Where our detector would see the face of a picture framed by `EXPRESSION_FRAME`. */
function usualBox(width: number, height: number): Box {
  const { centre, side } = faceCalibration('blazeface');
  const scale = (EXPRESSION_FRAME.zoom * Math.min(width, height)) / MEAN_FACE_SIZE;
  const x = (width - 1) / 2 + scale * (centre[0] - EXPRESSION_FRAME.centre[0]);
  const y = (height - 1) / 2 + scale * (centre[1] - EXPRESSION_FRAME.centre[1]);
  const half = (scale * side) / 2;
  return [x - half, y - half, x + half, y + half];
}
