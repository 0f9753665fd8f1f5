import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { detectFaces } from '../detect/detect-faces';
import type { Box } from '../evaluate/geometry/point';
import type { Detector } from '../detect/detectors';
import { photoFiles } from '../photos/photo-files';
import { readPhoto } from '../photos/read-photo';
import type { Work } from './engine';

/** What a detector found: boxes by the name of the photo's file. */
export type FoundBoxes = Record<string, Box[]>;

export interface DetectionsOptions {
  detector: Detector;
  /** Folder of photos. */
  photos: string;
  /** JSON file that is told what was found in each of them, `FoundBoxes`. */
  boxes: string;
}

/** Detection with default options, a photo a round: pixels in memory to boxes. All photos have been seen once when it begins. */
export async function detections({ detector, photos, boxes }: DetectionsOptions): Promise<Work> {
  const files = await photoFiles(photos);
  const decoded = await Promise.all(files.map((file) => readPhoto(file)));
  const found: FoundBoxes = {};
  for (const [i, file] of files.entries()) found[path.basename(file)] = (await detectFaces(decoded[i]!, { detector })).map(({ box }) => box);
  await writeFile(boxes, JSON.stringify(found));
  return {
    round: async (taken) => (await detectFaces(decoded[taken % decoded.length]!, { detector })).length,
    dispose: () => undefined,
  };
}
