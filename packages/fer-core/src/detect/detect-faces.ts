import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { blazeFaces } from './blazeface';
import type { DetectedFace } from './detected-face';
import { DETECTORS, type Detector } from './detectors';
import { haarFaces } from './haar';

const FIND = { blazeface: blazeFaces, haar: haarFaces } as const;

export interface DetectFacesOptions {
  /** `blazeface` is MediaPipe's pair of networks; `haar` OpenCV's frontal cascade, slower and less sure. Default `blazeface`. */
  detector?: Detector;
  /** Faces that the detector is less sure of are left out, in (0, 1). Default 0.5; with `haar` that is OpenCV's `minNeighbors` of 5. */
  minScore?: number;
  /** At most so many faces, the surest. Default: all. */
  maxFaces?: number;
  /**
   * Side of the smallest faces to look for, as a share of the photo's longer side, in (0, 1); smaller ones cost time. From 0.15 on
   * one quick look is enough, for instance for a webcam; down to 0.05 a second one, with finer cells; below, the second look is
   * repeated in overlapping tiles of half the size, a quarter and so on. Default `auto`: 0.05, and smaller as long as crowds of
   * small faces come to light, or when there was no face at all.
   */
  smallestFace?: number | 'auto';
}

/**
 * Finds the faces in a photo. The first call starts the backend and loads the detector.
 * @returns faces by falling score; boxes and points in pixels of the photo
 * @throws InputError for options out of range and pixels that do not fit the photo's size
 */
export async function detectFaces(photo: Photo, options: DetectFacesOptions = {}): Promise<DetectedFace[]> {
  const { detector = 'blazeface', minScore = 0.5, maxFaces = Infinity, smallestFace = 'auto' } = options;
  const { width, height, pixels } = photo;
  if (!DETECTORS.includes(detector)) throw new InputError(`detectFaces: expected detector to be one of ${DETECTORS.join(', ')}, got ${String(detector)}`);
  if (!(minScore > 0 && minScore < 1)) throw new InputError(`detectFaces: expected minScore in (0, 1), got ${minScore}`);
  if (!(maxFaces >= 1)) throw new InputError(`detectFaces: expected maxFaces of at least 1, got ${maxFaces}`);
  if (smallestFace !== 'auto' && !(smallestFace > 0 && smallestFace < 1)) {
    throw new InputError(`detectFaces: expected smallestFace in (0, 1) or auto, got ${String(smallestFace)}`);
  }
  if (!(width >= 1 && height >= 1) || pixels.length !== 3 * width * height) {
    throw new InputError(`detectFaces: expected RGB pixels of ${width}×${height}, got ${pixels.length} bytes`);
  }
  const faces = await FIND[detector](photo, { minScore, smallestFace });
  return faces.slice(0, maxFaces).map((face) => ({ ...face, detector }));
}
