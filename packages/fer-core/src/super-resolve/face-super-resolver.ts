import { existsSync } from 'node:fs';
import path from 'node:path';
import { MIRRORED_POINTS } from '../align/landmark-points';
import { startBackend, startSession, tf, type Session, type StartSessionOptions, type Variable } from '../backend';
import { MIRRORED_REGIONS } from '../datasets/face-regions';
import type { Point } from '../detect/detected-face';
import { InputError } from '../input-error';
import { networkWeights, sizeOf } from '../models/network';
import { loadModel, type SavedModel } from '../models/saved-model';
import type { Photo } from '../photos/photo';
import { workbenchFolder } from '../workbench-folder';
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
  readonly priors: FacePriors;
}

/** FSRNet ready to work, compiled once. The caller disposes it. */
export class FaceSuperResolver {
  private constructor(
    readonly model: SavedModel,
    private readonly mirrored: boolean,
    private readonly session: Session,
    private readonly variables: Record<string, Variable>,
  ) {}

  /**
   * Starts the backend where that has not happened, and compiles the network.
   * @throws (rejects) InputError for another kind of network, or a weight that is missing or has another shape
   */
  static async create(model: SavedModel, { mirrored = true, ...options }: FaceSuperResolverOptions = {}): Promise<FaceSuperResolver> {
    if (model.network !== 'fsrnet') throw new InputError(`FaceSuperResolver: expected an FSRNet, got ${model.network}`);
    for (const [name, { shape }] of networkWeights(model.built)) {
      const found = model.weights[name]?.length ?? 0;
      if (found !== sizeOf(shape)) throw new InputError(`FaceSuperResolver: expected ${sizeOf(shape)} values of ${name}, got ${found}`);
    }
    await startBackend();
    const variables: Record<string, Variable> = {};
    try {
      for (const [name, { shape }] of networkWeights(model.built)) {
        variables[name] = tf.tidy(() => tf.variable(tf.tensor(model.weights[name]!.slice(), shape, 'float32'), false));
      }
      return new FaceSuperResolver(model, mirrored, startSession(variables, superResolutionFunctions(model.built, variables), options), variables);
    } catch (error) {
      Object.values(variables).forEach((variable) => variable.dispose());
      throw error;
    }
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
    const straight = superResolveAll(this.session, built, enlarged);
    const turned = this.mirrored ? superResolveAll(this.session, built, enlarged.map((pixels) => mirror(pixels))).map((each) => unmirrored(each)) : straight;
    return straight.map((each, i) => {
      const { fine, heatmaps, parsing } = averaged(each, turned[i]!);
      const side = FACE_SIDE / (built.options.priorStride as number);
      const points = heatmaps ? pointsOfHeatmaps(heatmaps, side) : null;
      return { picture: photoOf(fine, FACE_SIDE, FACE_SIDE), priors: { points, regions: parsing ? regionsOfParsing(parsing, side) : null, side } };
    });
  }

  /** Frees the compiled network and its weights. */
  dispose(): void {
    this.session.dispose();
    Object.values(this.variables).forEach((variable) => variable.dispose());
  }
}

/** The folder of the network that is shipped: `models/fsrnet` of the workbench that holds the working directory, else of the one that holds this file. */
export function superResolutionModelFolder(): string {
  const folders = [workbenchFolder(), workbenchFolder(__dirname)].map((root) => path.join(root, 'models', 'fsrnet'));
  return folders.find((folder) => existsSync(path.join(folder, 'model.json'))) ?? folders[0]!;
}

const resolvers = new Map<string, Promise<FaceSuperResolver>>();

/**
 * The shipped FSRNet, loaded and compiled at the first call and kept for the process.
 * @param folder of another one
 * @throws (rejects) InputError when the folder holds none
 */
export function faceSuperResolver(folder = superResolutionModelFolder()): Promise<FaceSuperResolver> {
  let resolver = resolvers.get(folder);
  if (!resolver) {
    resolver = loadModel(folder).then((model) => FaceSuperResolver.create(model));
    resolvers.set(folder, resolver);
    resolver.catch(() => resolvers.delete(folder));
  }
  return resolver;
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
function unmirrored({ fine, heatmaps, parsing }: SuperResolved): SuperResolved {
  return {
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
    fine: mean(one.fine, two.fine),
    ...(one.heatmaps ? { heatmaps: mean(one.heatmaps, two.heatmaps!) } : {}),
    ...(one.parsing ? { parsing: mean(one.parsing, two.parsing!) } : {}),
  };
}
