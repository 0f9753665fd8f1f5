import type { FacePlace } from '../detect/detected-face';
import { keepLoaded } from '../keep-loaded';
import { loadModel } from '../models/saved-model';
import { shippedModelFolder } from '../models/shipped-model';
import type { Photo } from '../photos/photo';
import { LandmarkFinder, type FindLandmarksOptions } from './landmark-finder';
import type { Landmarks } from './refine-points';

/** The folder of the network that is shipped, see `shippedModelFolder`. */
export function landmarkModelFolder(): string {
  return shippedModelFolder('landmarks');
}

const finders = keepLoaded(async (folder: string) => LandmarkFinder.create(await loadModel(folder)));

/**
 * The shipped landmark network, loaded and compiled at the first call and kept for the process.
 * @param folder of another landmark network
 * @throws (rejects) InputError when the folder holds none
 */
export function landmarkFinder(folder = landmarkModelFolder()): Promise<LandmarkFinder> {
  return finders(folder);
}

/**
 * The 68 points of each face (`LANDMARK_PARTS`), with how sure they are.
 * @param faces as `detectFaces` found them
 * @returns in the order of the faces; points (x, y) in pixels of the photo, pixel centres at whole numbers, also beyond its border
 * @throws (rejects) InputError for a box without area or an option out of range
 * @example const [{ points, confidence }] = await findLandmarks(photo, await detectFaces(photo));
 */
export async function findLandmarks(photo: Photo, faces: readonly FacePlace[], options: FindLandmarksOptions = {}): Promise<Landmarks[]> {
  return (await landmarkFinder()).find(photo, faces, options);
}
