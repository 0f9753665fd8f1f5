import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DetectedFace } from '../detect/detected-face';
import { loadModel } from '../models/saved-model';
import type { Photo } from '../photos/photo';
import { workbenchFolder } from '../workbench-folder';
import { LandmarkFinder, type FindLandmarksOptions } from './landmark-finder';
import type { Landmarks } from './refine-points';

/** The folder of the network that is shipped: `models/landmarks` of the workbench that holds the working directory, else of the one that holds this file. */
export function landmarkModelFolder(): string {
  const folders = [workbenchFolder(), workbenchFolder(__dirname)].map((root) => path.join(root, 'models', 'landmarks'));
  return folders.find((folder) => existsSync(path.join(folder, 'model.json'))) ?? folders[0]!;
}

const finders = new Map<string, Promise<LandmarkFinder>>();

/**
 * The shipped landmark network, loaded and compiled at the first call and kept for the process.
 * @param folder of another landmark network
 * @throws (rejects) InputError when the folder holds none
 */
export function landmarkFinder(folder = landmarkModelFolder()): Promise<LandmarkFinder> {
  let finder = finders.get(folder);
  if (!finder) {
    finder = loadModel(folder).then((model) => LandmarkFinder.create(model));
    finders.set(folder, finder);
    finder.catch(() => finders.delete(folder));
  }
  return finder;
}

/**
 * The 68 points of each face (`LANDMARK_PARTS`), with how sure they are.
 * @param faces as `detectFaces` found them
 * @returns in the order of the faces; points (x, y) in pixels of the photo, pixel centres at whole numbers, also beyond its border
 * @throws (rejects) InputError for a box without area or an option out of range
 * @example const [{ points, confidence }] = await findLandmarks(photo, await detectFaces(photo));
 */
export async function findLandmarks(photo: Photo, faces: readonly Pick<DetectedFace, 'box' | 'keypoints'>[], options: FindLandmarksOptions = {}): Promise<Landmarks[]> {
  return (await landmarkFinder()).find(photo, faces, options);
}
