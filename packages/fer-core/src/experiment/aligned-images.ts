import type { Alignment } from '../align/align-face';
import type { LabeledImages } from '../datasets/labeled-images';
import type { Point } from '../evaluate/geometry/point';
import { FER2013_SIZE } from '../recognize/expression-frame';
import { networkInput } from '../recognize/network-input';
import { grayPhoto } from './picture-sheet';

/**
 * Draws each picture anew with its face in place, framed as FER-2013 frames faces.
 * @param data gray, of FER-2013's size
 * @param points of each picture; a picture without points keeps itself
 * @throws InputError for pictures of another size
 */
export function alignedImages(data: LabeledImages, points: readonly (readonly Point[] | null)[], alignment: Alignment): LabeledImages {
  const images = new Uint8Array(data.images);
  points.forEach((each, i) => {
    if (each) images.set(networkInput(grayPhoto(data, i), each, alignment, FER2013_SIZE).pixels, i * data.height * data.width);
  });
  return { ...data, name: `${data.name}, aligned ${alignment}`, images };
}
