import type { Box } from '../evaluate/geometry/point';
import type { Photo } from '../photos/photo';
import type { BoxKind } from './face-calibrations';
import type { LandmarkFinder } from './landmark-finder';
import { prominentFace, type FaceOrigin } from './prominent-face';
import type { Landmarks } from './refine-points';

/** The face that a photo is of. */
export interface PhotoLandmarks extends Landmarks {
  /** As the detector or the caller gave it. */
  readonly box: Box;
  readonly origin: FaceOrigin | 'given';
}

/** A face that was only assumed must be this sure to count. */
const LEAST_CONFIDENCE = 0.2;
/** A given box may lie otherwise than those of our detector, and tells nothing of how the head is turned: it takes one more look. */
const PASSES_FOR_BOX = 3;

/** One face a photo: worth some more looks. */
const CROPS = 4;

/**
 * Finds the face that a photo is of, and its points.
 * @param given a box to look at instead of asking the detector
 * @returns null where there is no face
 * @throws InputError for a box without area
 */
export async function photoLandmarks(photo: Photo, finder: LandmarkFinder, given?: { box: Box; kind: BoxKind }): Promise<PhotoLandmarks | null> {
  if (given) {
    const [found] = finder.find(photo, [given], { boxes: given.kind, passes: PASSES_FOR_BOX, crops: CROPS });
    return { ...found!, box: given.box, origin: 'given' };
  }
  const { face, origin } = await prominentFace(photo);
  const [found] = finder.find(photo, [face], { passes: origin === 'assumed' ? PASSES_FOR_BOX : 2, crops: CROPS });
  if (origin === 'assumed' && found!.confidence < LEAST_CONFIDENCE) return null;
  return { ...found!, box: face.box, origin };
}
