import type { Box, Point } from '../evaluate/geometry/point';

/** A face as a detector found it. */
export interface DetectedFace {
  /** May reach beyond the photo. */
  readonly box: Box;
  /** How sure the detector is, in [0, 1]; detectors are not comparable. */
  readonly score: number;
  /** Rough places, from detectors that tell them; left and right are the subject's. */
  readonly keypoints?: { readonly rightEye: Point; readonly leftEye: Point; readonly nose: Point; readonly mouth: Point };
}
