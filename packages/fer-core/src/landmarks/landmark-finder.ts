import type { StartSessionOptions } from '../backend';
import { grayRaster } from '../align/align-face';
import { frameOfFace } from '../align/landmark-frame';
import type { DetectedFace } from '../detect/detected-face';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { startModelSession, type ModelSession } from '../models/start-model-session';
import type { Photo } from '../photos/photo';
import { faceCalibration, type BoxKind } from './face-calibrations';
import { cropPredictor, landmarkFunctions, type PredictCrops } from './landmark-predictor';
import { refinePoints, type Landmarks, type RefineOptions } from './refine-points';

export interface FindLandmarksOptions extends RefineOptions {
  /** Whose boxes the faces have; keypoints, where the faces have them, are used with `blazeface`. Default `blazeface`. */
  readonly boxes?: BoxKind;
}

/** The landmark network ready to work, compiled once. The caller disposes it. */
export class LandmarkFinder {
  private readonly predict: PredictCrops;

  private constructor(
    readonly model: SavedModel,
    private readonly running: ModelSession,
  ) {
    this.predict = cropPredictor(running.session, model.built);
  }

  /**
   * Starts the backend where that has not happened, and compiles the network.
   * @throws (rejects) InputError for another kind of network, or a weight that is missing or has another shape
   */
  static async create(model: SavedModel, options: StartSessionOptions = {}): Promise<LandmarkFinder> {
    if (model.network !== 'landmarks') throw new InputError(`LandmarkFinder: expected a landmark network, got ${model.network}`);
    return new LandmarkFinder(model, await startModelSession('LandmarkFinder', model, (variables) => landmarkFunctions(model.built, variables), options));
  }

  /**
   * The points of faces in a photo.
   * @param faces as a detector found them
   * @returns in the order of the faces
   * @throws InputError for a box without area, a number of passes below 1, boxes of an unknown kind
   */
  find(photo: Photo, faces: readonly Pick<DetectedFace, 'box' | 'keypoints'>[], options: FindLandmarksOptions = {}): Landmarks[] {
    const { boxes = 'blazeface', passes = 2, crops = 1 } = options;
    if (!Number.isInteger(passes) || passes < 1) throw new InputError(`findLandmarks: expected a whole number of passes from 1, got ${passes}`);
    if (crops !== 1 && crops !== 4) throw new InputError(`findLandmarks: expected 1 or 4 crops, got ${String(crops)}`);
    if (photo.pixels.length !== photo.width * photo.height * 3) {
      throw new InputError(`findLandmarks: expected RGB pixels of ${photo.width}×${photo.height}, got ${photo.pixels.length} bytes`);
    }
    const calibration = faceCalibration(boxes);
    const size = this.model.built.inputShape[0]!;
    for (const { box } of faces) {
      const [left, top, right, bottom] = box;
      if (!(right > left && bottom > top && box.every(Number.isFinite))) throw new InputError(`findLandmarks: expected a box [left, top, right, bottom], got [${box.join(', ')}]`);
    }
    if (faces.length === 0) return [];
    const gray = grayRaster(photo);
    const looked = faces.map((face) => ({ photo: gray, frame: frameOfFace(face, calibration, size) }));
    return refinePoints(this.predict, size, looked, options);
  }

  /** Frees the compiled network and its weights. */
  dispose(): void {
    this.running.dispose();
  }
}
