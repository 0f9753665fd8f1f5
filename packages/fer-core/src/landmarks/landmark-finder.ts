import type { StartSessionOptions } from '../backend';
import { grayRaster } from '../align/align-face';
import { HalvedPicture } from '../align/halved-picture';
import { frameOfFace } from '../align/landmark-frame';
import type { FacePlace } from '../detect/detected-face';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { startNetworkAtWork } from '../models/network-at-work';
import { startModelSession } from '../models/start-model-session';
import type { Photo } from '../photos/photo';
import { faceCalibration, type BoxKind } from './face-calibrations';
import { cropPredictor, landmarkFunctions, LANDMARK_RANGE, predictorAtWork, type PredictCrops, type PredictCropsBeside } from './landmark-predictor';
import { refinePoints, refinePointsBeside, type FaceCrop, type Landmarks, type RefineOptions } from './refine-points';

export interface FindLandmarksOptions extends RefineOptions {
  /** Whose boxes the faces have; keypoints, where the faces have them, are used with `blazeface`. Default: the detector that each face names, else `blazeface`. */
  readonly boxes?: BoxKind;
}

/** Gray memory of at most so many bytes is kept for the next photo: frames of a video, which else give the garbage collector most of its work. */
const MOST_KEPT = 4 << 20;

/** The landmark network ready to work, compiled once. The caller disposes it. */
export class LandmarkFinder {
  private spareGray: Uint8Array | undefined;

  private constructor(
    readonly model: SavedModel,
    private readonly predict: PredictCrops,
    private readonly predictBeside: PredictCropsBeside,
    /** Frees the network and its weights. */
    readonly dispose: () => void,
  ) {}

  /**
   * Starts the backend where that has not happened, and compiles the network.
   * @throws (rejects) InputError for another kind of network, or a weight that is missing or has another shape
   */
  static async create(model: SavedModel, options: StartSessionOptions = {}): Promise<LandmarkFinder> {
    if (model.network !== 'landmarks') throw new InputError(`LandmarkFinder: expected a landmark network, got ${model.network}`);
    const atWork = await startNetworkAtWork('LandmarkFinder', model, LANDMARK_RANGE, options);
    if (atWork) {
      const { predict, predictBeside } = predictorAtWork(atWork);
      return new LandmarkFinder(model, predict, predictBeside, () => undefined);
    }
    const { session, dispose } = await startModelSession('LandmarkFinder', model, (variables) => landmarkFunctions(model.built, variables), options);
    const predict = cropPredictor(session, model.built);
    return new LandmarkFinder(model, predict, (crops) => Promise.resolve(predict(crops)), dispose);
  }

  /**
   * The points of faces in a photo.
   * @param faces as a detector found them
   * @returns in the order of the faces
   * @throws InputError for a box without area, a number of passes below 1, boxes of an unknown kind
   */
  find(photo: Photo, faces: readonly FacePlace[], options: FindLandmarksOptions = {}): Landmarks[] {
    const crops = this.crops(photo, faces, options);
    try {
      return refinePoints(this.predict, this.size, crops, options);
    } finally {
      this.keepGray(crops);
    }
  }

  /** As `find`, with the network beside JavaScript's thread, which goes on meanwhile. */
  async findBeside(photo: Photo, faces: readonly FacePlace[], options: FindLandmarksOptions = {}): Promise<Landmarks[]> {
    const crops = this.crops(photo, faces, options);
    try {
      return await refinePointsBeside(this.predictBeside, this.size, crops, options);
    } finally {
      this.keepGray(crops);
    }
  }

  private get size(): number {
    return this.model.built.inputShape[0]!;
  }

  /** For the photo in gray: what the last photo of this size had, unless that is still being looked at. */
  private grayMemory({ width, height }: Photo): Uint8Array {
    const spare = this.spareGray;
    this.spareGray = undefined;
    return spare?.length === width * height ? spare : new Uint8Array(width * height);
  }

  private keepGray([crop]: readonly FaceCrop[]): void {
    if (crop && crop.photo.whole.pixels.length <= MOST_KEPT) this.spareGray = crop.photo.whole.pixels;
  }

  /** Where the network is to look first. */
  private crops(photo: Photo, faces: readonly FacePlace[], options: FindLandmarksOptions): FaceCrop[] {
    const { boxes, passes = 2, crops = 1 } = options;
    if (!Number.isInteger(passes) || passes < 1) throw new InputError(`findLandmarks: expected a whole number of passes from 1, got ${passes}`);
    if (crops !== 1 && crops !== 4) throw new InputError(`findLandmarks: expected 1 or 4 crops, got ${String(crops)}`);
    if (photo.pixels.length !== photo.width * photo.height * 3) {
      throw new InputError(`findLandmarks: expected RGB pixels of ${photo.width}×${photo.height}, got ${photo.pixels.length} bytes`);
    }
    const given = boxes === undefined ? undefined : faceCalibration(boxes);
    for (const { box } of faces) {
      const [left, top, right, bottom] = box;
      if (!(right > left && bottom > top && box.every(Number.isFinite))) throw new InputError(`findLandmarks: expected a box [left, top, right, bottom], got [${box.join(', ')}]`);
    }
    if (faces.length === 0) return [];
    const picture = new HalvedPicture(grayRaster(photo, this.grayMemory(photo)));
    return faces.map((face) => ({ photo: picture, frame: frameOfFace(face, given ?? faceCalibration(face.detector ?? 'blazeface'), this.size) }));
  }
}
