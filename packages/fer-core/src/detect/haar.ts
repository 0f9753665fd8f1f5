import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keepLoaded } from '../keep-loaded';
import type { Photo } from '../photos/photo';
import type { DetectedFace } from './detected-face';
import { grayPixels } from './gray-pixels';
import { loadOpenCv, type CascadeClassifier, type OpenCv } from './open-cv';

const CASCADE = 'haarcascade_frontalface_default.xml';
/** The cascade's file. */
export const CASCADE_FILE = path.join(__dirname, '..', '..', 'assets', 'haar', CASCADE);

/** The window grows by a tenth from look to look: OpenCV's default, and what the Python package `fer` uses. */
const SCALE_FACTOR = 1.1;
/** Windows that must agree on a face whose score is a half. `detectMultiScale(gray, 1.1, 5)` is the usual call in Python. */
const USUAL_NEIGHBOURS = 5;
/** Larger photos are shrunk by a whole number before; no face of at least a hundredth of them is lost. */
const LONGEST_SIDE = 4096;

export interface HaarOptions {
  /** Of n windows that agree on a face, n / (n + 5) is its score. */
  minScore: number;
  /** Share of the longer side; `auto` is the cascade's own window of 24 pixels. */
  smallestFace: number | 'auto';
}

const opened = keepLoaded(load);

/** Finds faces seen from the front with OpenCV's Haar cascade, as `detectMultiScale(gray, 1.1, 5)` does in Python where `minScore` is 0.5. */
export async function haarFaces(photo: Photo, { minScore, smallestFace }: HaarOptions): Promise<DetectedFace[]> {
  const { cv, classifier } = await opened(CASCADE_FILE);
  const longer = Math.max(photo.width, photo.height);
  const shrink = Math.ceil(longer / LONGEST_SIDE);
  const smallest = smallestFace === 'auto' ? 0 : Math.round((smallestFace * longer) / shrink);
  const gray = new cv.Mat(Math.floor(photo.height / shrink), Math.floor(photo.width / shrink), cv.CV_8UC1);
  const found = new cv.RectVector();
  const neighbours = new cv.IntVector();
  try {
    grayPixels(photo, shrink, gray.data);
    const least = Math.max(1, Math.round((USUAL_NEIGHBOURS * minScore) / (1 - minScore)));
    classifier.detectMultiScale2(gray, found, neighbours, SCALE_FACTOR, least, 0, new cv.Size(smallest, smallest), new cv.Size(0, 0));
    const faces = Array.from({ length: found.size() }, (_, i): DetectedFace => {
      const { x, y, width, height } = found.get(i);
      const agreeing = neighbours.get(i);
      // Outer edges of pixels to their centres: half a pixel.
      const [left, top, right, bottom] = [x, y, x + width, y + height].map((edge) => edge * shrink - 0.5) as [number, number, number, number];
      return { box: [left, top, right, bottom], score: agreeing / (agreeing + USUAL_NEIGHBOURS) };
    });
    return faces.sort((a, b) => b.score - a.score);
  } finally {
    for (const held of [gray, found, neighbours]) held.delete();
  }
}

async function load(file: string): Promise<{ cv: OpenCv; classifier: CascadeClassifier }> {
  const [{ cv }, cascade] = await Promise.all([loadOpenCv(), readFile(file)]);
  cv.FS_createDataFile('/', CASCADE, cascade, true, false, false);
  const classifier = new cv.CascadeClassifier();
  if (!classifier.load(CASCADE)) throw new Error(`haarFaces: expected a cascade, found something else in ${file}`);
  return { cv, classifier };
}
