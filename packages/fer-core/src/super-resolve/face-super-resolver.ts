import { MIRRORED_POINTS } from '../evaluate/geometry/landmark-points';
import type { StartSessionOptions } from '../backend';
import { MIRRORED_REGIONS } from '../datasets/face-regions';
import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import { keepLoaded } from '../keep-loaded';
import { loadModel, type SavedModel } from '../models/saved-model';
import { shippedModelFolder } from '../models/shipped-model';
import { startModelSession, type ModelSession } from '../models/start-model-session';
import type { Photo } from '../photos/photo';
import { photoOf } from './bicubic';
import { enlarge, FACE_SIDE } from './degrade';
import { pointsOfHeatmaps, regionsOfParsing } from './prior-readings';
import { superResolutionFunctions, superResolveAll, type SuperResolved } from './super-resolution-functions';

export interface FaceSuperResolverOptions extends StartSessionOptions {
  /** Averages with the answer for the mirrored face; costs twice the time. Default true. */
  mirrored?: boolean;
}

/** What the prior network sees in a face. */
export interface FacePriors {
  /** float32 [side, side, 68], how probable each point is at each place, about 1 at its own; null for a network without heat maps. */
  readonly heatmaps: Float32Array | null;
  /** The 68 points in pixels of the 128×128 picture; null for a network without heat maps. */
  readonly points: readonly Point[] | null;
  /** uint8 [side, side], indices of `FACE_REGIONS`; null for a network without parsing maps. */
  readonly regions: Uint8Array | null;
  /** Side of the maps in pixels. */
  readonly side: number;
}

/** A face made larger. */
export interface SuperResolvedFace {
  /** 128×128 */
  readonly picture: Photo;
  /** What the coarse network made, before the priors. */
  readonly coarse: Photo;
  readonly priors: FacePriors;
}

/** FSRNet ready to work, compiled once. The caller disposes it. */
export class FaceSuperResolver {
  private constructor(
    readonly model: SavedModel,
    private readonly mirrored: boolean,
    private readonly running: ModelSession,
  ) {}

  /**
   * Starts the backend where that has not happened, and compiles the network.
   * @throws (rejects) InputError for another kind of network, or a weight that is missing or has another shape
   */
  static async create(model: SavedModel, { mirrored = true, ...options }: FaceSuperResolverOptions = {}): Promise<FaceSuperResolver> {
    if (model.network !== 'fsrnet') throw new InputError(`FaceSuperResolver: expected an FSRNet, got ${model.network}`);
    const session = await startModelSession('FaceSuperResolver', model, (variables) => superResolutionFunctions(model.built, variables), options);
    return new FaceSuperResolver(model, mirrored, session);
  }

  /**
   * Makes 128×128 pixels of 16×16.
   * @throws InputError for a picture of another size
   */
  superResolve(small: Photo): Photo {
    return this.superResolveAll([small])[0]!.picture;
  }

  /** As `superResolve` for many faces, with what the prior network sees in them. @returns in their order */
  superResolveAll(smalls: readonly Photo[]): SuperResolvedFace[] {
    const { built } = this.model;
    const enlarged = smalls.map((small) => enlarge(small).pixels);
    const answers = (pictures: readonly Uint8Array[]): SuperResolved[] => superResolveAll(this.running.session, built, pictures);
    const straight = answers(enlarged);
    const turned = this.mirrored ? answers(enlarged.map((pixels) => mirror(pixels))) : null;
    return straight.map((each, i) => {
      const { coarse, fine, heatmaps, parsing } = turned ? averaged(each, unmirrored(turned[i]!)) : each;
      const side = FACE_SIDE / (built.options.priorStride as number);
      const points = heatmaps ? pointsOfHeatmaps(heatmaps, side) : null;
      const priors = { heatmaps: heatmaps ?? null, points, regions: parsing ? regionsOfParsing(parsing, side) : null, side };
      return { picture: photoOf(fine, FACE_SIDE, FACE_SIDE), coarse: photoOf(coarse, FACE_SIDE, FACE_SIDE), priors };
    });
  }

  /** Frees the compiled network and its weights. */
  dispose(): void {
    this.running.dispose();
  }
}

/** The folder of the network that is shipped, see `shippedModelFolder`. */
export function superResolutionModelFolder(): string {
  return shippedModelFolder('fsrnet');
}

const resolvers = keepLoaded(async (folder: string) => FaceSuperResolver.create(await loadModel(folder)));

/**
 * The shipped FSRNet, loaded and compiled at the first call and kept for the process.
 * @param folder of another one
 * @throws (rejects) InputError when the folder holds none
 */
export function faceSuperResolver(folder = superResolutionModelFolder()): Promise<FaceSuperResolver> {
  return resolvers(folder);
}

/** A square picture or map of `channels`, left and right exchanged. */
function mirror<Values extends Uint8Array | Float32Array>(values: Values, channels = 3): Values {
  const side = Math.round(Math.sqrt(values.length / channels));
  const result = values.slice() as Values;
  for (let pixel = 0; pixel < side * side; pixel++) {
    const from = pixel - (pixel % side) + (side - 1 - (pixel % side));
    for (let channel = 0; channel < channels; channel++) result[pixel * channels + channel] = values[from * channels + channel]!;
  }
  return result;
}

/** The answer for a mirrored face as one for the face itself: maps of the left side become those of the right. */
function unmirrored({ coarse, fine, heatmaps, parsing }: SuperResolved): SuperResolved {
  return {
    coarse: mirror(coarse),
    fine: mirror(fine),
    ...(heatmaps ? { heatmaps: exchanged(mirror(heatmaps, MIRRORED_POINTS.length), MIRRORED_POINTS) } : {}),
    ...(parsing ? { parsing: exchanged(mirror(parsing, MIRRORED_REGIONS.length), MIRRORED_REGIONS) } : {}),
  };
}

function exchanged(maps: Float32Array, order: readonly number[]): Float32Array {
  return maps.map((_, i) => maps[i - (i % order.length) + order[i % order.length]!]!);
}

function averaged(one: SuperResolved, two: SuperResolved): SuperResolved {
  const mean = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => (value + b[i]!) / 2);
  return {
    coarse: mean(one.coarse, two.coarse),
    fine: mean(one.fine, two.fine),
    ...(one.heatmaps ? { heatmaps: mean(one.heatmaps, two.heatmaps!) } : {}),
    ...(one.parsing ? { parsing: mean(one.parsing, two.parsing!) } : {}),
  };
}
