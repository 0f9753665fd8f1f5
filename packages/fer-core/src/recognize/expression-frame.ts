import type { AlignFaceOptions } from '../align/align-face';
import { MEAN_FACE_SIZE } from '../evaluate/geometry/mean-face';

/** Height and width of FER-2013's pictures. */
export const FER2013_SIZE = 48;

/** Side of FER-2013's pictures in units of `MEAN_FACE`. */
const SIDE = 100;

/**
 * How `alignFace` must frame a face so that it looks like one of FER-2013, which fills nearly the whole picture: the networks have
 * learnt from such pictures only.
 *
 * Measured on 1,517 training pictures of all seven classes (up to 250 of each, evenly spread): enlarged to 144 pixels in the middle of
 * 256, faces found by the short-range detector (score from 0.7), a similarity fitted from its four keypoints to where they lie on the
 * mean face (`faceCalibration('blazeface')`), heads turned so far that it does not fit left out. Medians: side 99.5, middle (55.5, 63.8),
 * turned by 0.4°; between the quartiles lie 92 … 108, 54 … 58, 62 … 67, −5° … 5°. Classes differ less than that (side 94 … 104).
 */
export const EXPRESSION_FRAME = { zoom: MEAN_FACE_SIZE / SIDE, centre: [55.5, 63.8] } as const satisfies AlignFaceOptions;
