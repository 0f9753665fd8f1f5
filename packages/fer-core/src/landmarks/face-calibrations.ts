import type { FaceCalibration } from '../align/landmark-frame';
import { InputError } from '../input-error';

/**
 * Where each detector's boxes and keypoints lie on the mean face: medians and means over the 1,035 training faces of Helen and AFW.
 * `points` are boxes drawn tightly around the 68 points. Haar finds 914 of those faces; half of its boxes have sides of 90 … 98.
 */
const FACE_CALIBRATIONS = {
  blazeface: { centre: [55.5, 72.7], side: 86.9, keypoints: [[37.8, 53.6], [73.9, 53.2], [56, 74.5], [56.1, 92.8]] },
  haar: { centre: [55.4, 63.7], side: 94.3 },
  points: { centre: [55.5, 77.4], side: 82 },
} as const satisfies Record<string, FaceCalibration>;

/** Whose boxes are known. */
export const BOX_KINDS = Object.keys(FACE_CALIBRATIONS) as BoxKind[];
export type BoxKind = keyof typeof FACE_CALIBRATIONS;

/** @throws InputError for a name that is not known */
export function faceCalibration(kind: string): FaceCalibration {
  if (!Object.hasOwn(FACE_CALIBRATIONS, kind)) throw new InputError(`findLandmarks: expected boxes to be one of ${BOX_KINDS.join(', ')}, got ${kind}`);
  return FACE_CALIBRATIONS[kind as BoxKind];
}
