import { boxCentre, boxSide } from '../align/landmark-frame';
import { detectFaces } from '../detect/detect-faces';
import type { FacePlace } from '../detect/detected-face';
import type { Box } from '../evaluate/geometry/point';
import type { Photo } from '../photos/photo';

/** How a face was found: by the detector, by the detector where it was not sure, or taken for granted in the middle of the photo. */
export type FaceOrigin = 'detected' | 'suspected' | 'assumed';

export interface ProminentFace {
  readonly face: FacePlace;
  readonly origin: FaceOrigin;
}

/** A quick look sees faces from this share of the photo's longer side on. */
const QUICK = 0.15;
/** How sure the detector must be at least where it found nothing else. */
const SUSPICION = 0.15;
/** Where even that fails: share of the shorter side that a face is assumed to take, as in a picture cut out around it. */
const ASSUMED_SHARE = 0.65;

/**
 * The face that a photo is of: large and near the middle. A quick look first, then a thorough one, then one with less certainty; where
 * there is still nothing, a face is assumed in the middle (whether there is one, the landmarks' confidence tells).
 */
export async function prominentFace(photo: Photo): Promise<ProminentFace> {
  for (const options of [{ smallestFace: QUICK }, {}, { minScore: SUSPICION }]) {
    const faces = await detectFaces(photo, options);
    if (faces.length > 0) return { face: mostProminent(photo, faces), origin: options.minScore === undefined ? 'detected' : 'suspected' };
  }
  const side = ASSUMED_SHARE * Math.min(photo.width, photo.height);
  const [x, y] = [(photo.width - 1) / 2, (photo.height - 1) / 2];
  return { face: { box: [x - side / 2, y - side / 2, x + side / 2, y + side / 2] }, origin: 'assumed' };
}

/** The largest face, where one in a corner counts as half as large as one in the middle. */
export function mostProminent<Face extends { box: Box }>({ width, height }: Pick<Photo, 'width' | 'height'>, faces: readonly Face[]): Face {
  const prominence = ({ box }: Face): number => {
    const [x, y] = boxCentre(box);
    const aside = Math.hypot(x - (width - 1) / 2, y - (height - 1) / 2) / Math.hypot(width / 2, height / 2);
    return boxSide(box) * (1 - Math.min(1, aside) / 2);
  };
  return faces.reduce((best, face) => (prominence(face) > prominence(best) ? face : best));
}
