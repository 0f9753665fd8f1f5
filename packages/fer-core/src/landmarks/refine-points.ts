import { frameOfPoints } from '../align/landmark-frame';
import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import { mirrorPoints } from '../evaluate/geometry/mirror-points';
import { composeTransforms, invertTransform, transformPoints, type PlanarTransform } from '../evaluate/geometry/planar-transform';
import type { HalvedPicture } from '../align/halved-picture';
import { levelBytes } from '../align/sample-photo';
import type { Point } from '../evaluate/geometry/point';
import type { CropPrediction, PredictCrops, PredictCropsBeside } from './landmark-predictor';

/** The points of one face. */
export interface Landmarks {
  /** The 68 points (`LANDMARK_PARTS`), (x, y) in pixels of the photo. */
  readonly points: Point[];
  /** In [0, 1]; about 1 − mean error / a tenth of the distance of the outer eye corners, and 0 where there is no face. */
  readonly confidence: number;
}

/** A face, or what a detector took for one. */
export interface FaceCrop {
  /** Gray. */
  readonly photo: HalvedPicture;
  /** Takes the photo to the crop that the network is to look at first. */
  readonly frame: PlanarTransform;
}

export interface RefineOptions {
  /** How often the network looks: first where the detector says, then in the crop that its own points give. Default 2. */
  readonly passes?: number;
  /** The last look takes one crop (default), or four that are shifted against each other; their answers are averaged. */
  readonly crops?: 1 | 4;
  /** The last look also sees each crop mirrored; both answers are averaged. Default true. */
  readonly mirrored?: boolean;
}

/** Four crops are shifted by so many of their pixels to each side: a quarter of the distance between the network's cells. */
const SHIFT = 2;
const SHIFTS = { 1: [[0, 0]], 4: [[-SHIFT, -SHIFT], [SHIFT, -SHIFT], [-SHIFT, SHIFT], [SHIFT, SHIFT]] } as const;

/**
 * Finds the points of faces: predicts, crops anew by what was found, predicts again.
 * @param size of the network's input
 * @returns in the order of the faces
 */
export function refinePoints(predict: PredictCrops, size: number, faces: readonly FaceCrop[], options: RefineOptions = {}): Landmarks[] {
  const looks = refine(size, faces, options);
  let look = looks.next();
  while (!look.done) look = looks.next(predict(look.value));
  return look.value;
}

/** The same where predictions are made beside JavaScript's thread. */
export async function refinePointsBeside(predict: PredictCropsBeside, size: number, faces: readonly FaceCrop[], options: RefineOptions = {}): Promise<Landmarks[]> {
  const looks = refine(size, faces, options);
  let look = looks.next();
  while (!look.done) look = looks.next(await predict(look.value));
  return look.value;
}

/** Gives the crops of each look and takes what the network says of them. */
function* refine(size: number, faces: readonly FaceCrop[], { passes = 2, crops = 1, mirrored = true }: RefineOptions): Generator<Uint8Array, Landmarks[], CropPrediction> {
  let frames = faces.map(({ frame }) => frame);
  let found: Landmarks[] = [];
  for (let pass = 1; pass <= passes; pass++) {
    const isLast = pass === passes;
    const shifts = SHIFTS[isLast ? crops : 1];
    // All crops of all faces in one list, so that the network sees many at once.
    const looked = faces.flatMap(({ photo }, face) => shifts.map(([right, down]): FaceCrop => ({ photo, frame: composeTransforms(frames[face]!, [1, 0, right, 0, 1, down]) })));
    const seen = yield* look(size, looked, mirrored && isLast);
    found = faces.map((_, face) => meanLandmarks(seen.slice(face * shifts.length, (face + 1) * shifts.length)));
    frames = found.map(({ points }, index) => nextFrame(points, size) ?? frames[index]!);
  }
  return found;
}

function meanLandmarks(all: readonly Landmarks[]): Landmarks {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / all.length;
  return {
    points: all[0]!.points.map((_, point): Point => [mean(all.map(({ points }) => points[point]![0])), mean(all.map(({ points }) => points[point]![1]))]),
    confidence: mean(all.map(({ confidence }) => confidence)),
  };
}

/** Null where the points are no face at all. */
function nextFrame(points: readonly Point[], size: number): PlanarTransform | null {
  try {
    return frameOfPoints(points, size);
  } catch {
    return null;
  }
}

function* look(size: number, faces: readonly FaceCrop[], mirrored: boolean): Generator<Uint8Array, Landmarks[], CropPrediction> {
  const views = mirrored ? 2 : 1;
  const crops = new Uint8Array(faces.length * views * size * size);
  faces.forEach(({ photo, frame }, index) => {
    const crop = levelBytes(photo.sample(invertTransform(frame), size));
    crops.set(crop, index * views * size * size);
    if (mirrored) crops.set(mirroredCrop(crop, size), (index * views + 1) * size * size);
  });
  const { points, confidence } = yield crops;
  return faces.map(({ frame }, index) => {
    const toPhoto = invertTransform(frame);
    const first = pointsOf(points, index * views);
    const seen: Landmarks = { points: transformPoints(toPhoto, first), confidence: confidence[index * views]! };
    if (!mirrored) return seen;
    const back = mirrorPoints(pointsOf(points, index * views + 1), size);
    return meanLandmarks([seen, { points: transformPoints(toPhoto, back), confidence: confidence[index * views + 1]! }]);
  });
}

function pointsOf(values: Float32Array, crop: number): Point[] {
  return Array.from({ length: LANDMARK_COUNT }, (_, point) => {
    const at = (crop * LANDMARK_COUNT + point) * 3;
    return [values[at]!, values[at + 1]!];
  });
}

function mirroredCrop(crop: Uint8Array, size: number): Uint8Array {
  return crop.map((_, at) => crop[at - (at % size) + size - 1 - (at % size)]!);
}
