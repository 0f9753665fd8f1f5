import type { Box, Point } from '../evaluate/geometry/point';
import type { Detector } from './detectors';

/** A face as a detector found it. */
export interface DetectedFace {
  /** May reach beyond the photo. */
  readonly box: Box;
  /** How sure the detector is, in [0, 1]; detectors are not comparable. */
  readonly score: number;
  /** Who found it: boxes of detectors lie differently. */
  readonly detector?: Detector;
  /** Rough places, from detectors that tell them; left and right are the subject's. */
  readonly keypoints?: { readonly rightEye: Point; readonly leftEye: Point; readonly nose: Point; readonly mouth: Point };
}

/** Where a face lies, as a detector says. */
export type FacePlace = Pick<DetectedFace, 'box' | 'keypoints' | 'detector'>;
