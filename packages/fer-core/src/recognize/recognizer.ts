import { ALIGNMENTS, type Alignment } from '../align/align-face';
import type { StartSessionOptions } from '../backend';
import { Classifier } from '../classify/classifier';
import type { TestTimeAveraging } from '../classify/test-time-averaging';
import { detectFaces, type DetectFacesOptions } from '../detect/detect-faces';
import type { Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import { landmarkFinder } from '../landmarks/find-landmarks';
import type { LandmarkFinder } from '../landmarks/landmark-finder';
import { loadModel, type SavedModel } from '../models/saved-model';
import type { Photo } from '../photos/photo';
import { enlarge } from '../super-resolve/degrade';
import { faceSuperResolver } from '../super-resolve/face-super-resolver';
import { findExpressionModel } from './expression-model';
import { framedFace, networkInput } from './network-input';
import type { FacePicture, RecognizedFace } from './recognized-face';
import { SUPER_RESOLUTIONS, superResolveFace, type SuperResolution, type SuperResolver } from './super-resolution';

/** Which networks are at work. */
export interface RecognizerOptions extends StartSessionOptions {
  /** A model, its folder, a run, a Keras file (`importKerasModel`) or a name in `models/`. Default: the best one that is shipped. */
  readonly model?: SavedModel | string;
  /** Folder of the landmark network. Default: the one that is shipped. */
  readonly landmarkModel?: string;
  /** Averages the probabilities over views of each face. Default `none`. */
  readonly tta?: TestTimeAveraging;
  /** What `superResolution: 'fsrnet'` calls. Default: the network that is shipped. */
  readonly superResolver?: SuperResolver;
}

/** What is done with a photo. */
export interface RecognizeFacesOptions extends DetectFacesOptions {
  /** How faces are brought into place. Default `similarity68`, which keeps the expression. */
  readonly alignment?: Alignment;
  /** Default `none`. */
  readonly superResolution?: SuperResolution;
}

/** Side of `RecognizedFace.aligned`, in pixels. */
const ALIGNED_SIZE = 144;

/** The probabilities of one face. */
export type Expressions = Pick<RecognizedFace, 'probabilities' | 'label'>;

type Steps = Required<Pick<RecognizeFacesOptions, 'alignment' | 'superResolution'>>;

/** The steps from a photo to expressions, with their networks loaded and compiled once. The caller disposes it. */
export class Recognizer {
  private constructor(
    /** Finds the 68 points. It is shared by the process. */
    readonly finder: LandmarkFinder,
    private readonly classifier: Classifier,
    private readonly superResolver: SuperResolver | undefined,
  ) {}

  /**
   * Loads the networks.
   * @throws (rejects) InputError for networks that are not there or do not fit
   */
  static async create({ model, landmarkModel, superResolver, ...options }: RecognizerOptions = {}): Promise<Recognizer> {
    const saved = typeof model === 'object' ? model : await loadModel(findExpressionModel(model));
    if (saved.labels.length === 0 || saved.labels.length !== saved.built.classes) throw new InputError(`recognize: expected a model for expressions, got ${saved.network} with ${saved.labels.length} labels`);
    const [height, width, channels] = saved.built.inputShape;
    if (height !== width || channels !== 1) throw new InputError(`recognize: expected a network for square gray pictures, got ${saved.network} for ${saved.built.inputShape.join('×')}`);
    const finder = await landmarkFinder(landmarkModel);
    return new Recognizer(finder, await Classifier.create(saved, options), superResolver);
  }

  /** The model for expressions. */
  get model(): SavedModel {
    return this.classifier.model;
  }

  /**
   * Finds the faces in a photo and reads their expressions.
   * @returns faces by falling score; none where there is none
   * @throws (rejects) InputError for an option that is not known or out of range
   */
  async recognize(photo: Photo, { alignment = 'similarity68', superResolution = 'none', ...detection }: RecognizeFacesOptions = {}): Promise<RecognizedFace[]> {
    const resolver = await this.resolverFor({ alignment, superResolution });
    const found = await detectFaces(photo, detection);
    const landmarks = this.finder.find(photo, found);
    const pictures = landmarks.map(({ points }) => this.pictures(photo, points, alignment, resolver));
    const expressions = this.classify(pictures.map(({ input }) => input));
    return found.map(({ box, score }, index) => {
      const { points, confidence } = landmarks[index]!;
      const { input, superResolved } = pictures[index]!;
      const aligned = framedFace(photo, points, alignment, ALIGNED_SIZE);
      return { box, score, landmarks: points, landmarkConfidence: confidence, aligned, superResolved, input, ...expressions[index]! };
    });
  }

  /**
   * Reads the expressions of faces whose points are known.
   * @param points 68 of each face, in pixels of the photo
   * @returns in the order of the faces
   * @throws (rejects) InputError for points that are no face, and for an option that is not known
   */
  async expressions(photo: Photo, points: readonly (readonly Point[])[], { alignment = 'similarity68', superResolution = 'none' }: Partial<Steps> = {}): Promise<Expressions[]> {
    const resolver = await this.resolverFor({ alignment, superResolution });
    return this.classify(points.map((each) => this.pictures(photo, each, alignment, resolver).input));
  }

  /** Frees the network for expressions. The one for landmarks stays, for others. */
  dispose(): void {
    this.classifier.dispose();
  }

  /** What makes small faces large; null for none. */
  private async resolverFor({ alignment, superResolution }: Steps): Promise<SuperResolver | null> {
    if (!ALIGNMENTS.includes(alignment)) throw new InputError(`recognize: expected alignment to be one of ${ALIGNMENTS.join(', ')}, got ${String(alignment)}`);
    switch (superResolution) {
      case 'none':
        return null;
      case 'bicubic':
        return enlarge;
      case 'fsrnet': {
        if (this.superResolver) return this.superResolver;
        const network = await faceSuperResolver();
        return (small) => network.superResolve(small);
      }
      default:
        throw new InputError(`recognize: expected superResolution to be one of ${SUPER_RESOLUTIONS.join(', ')}, got ${String(superResolution)}`);
    }
  }

  private pictures(photo: Photo, points: readonly Point[], alignment: Alignment, resolver: SuperResolver | null): Pick<RecognizedFace, 'superResolved' | 'input'> {
    const size = this.model.built.inputShape[0]!;
    if (!resolver) return { superResolved: null, input: networkInput(photo, points, alignment, size) };
    const { picture, points: moved } = superResolveFace(photo, points, resolver);
    return { superResolved: { size: picture.width, channels: 3, pixels: picture.pixels }, input: networkInput(picture, moved, alignment, size) };
  }

  private classify(inputs: readonly FacePicture[]): Expressions[] {
    if (inputs.length === 0) return [];
    const bytes = inputs[0]!.pixels.length;
    const images = new Uint8Array(inputs.length * bytes);
    inputs.forEach(({ pixels }, index) => images.set(pixels, index * bytes));
    const all = this.classifier.probabilities(images);
    const { labels } = this.model;
    return inputs.map((_, index) => {
      const values = all.subarray(index * labels.length, (index + 1) * labels.length);
      const best = values.reduce((most, value, label) => (value > values[most]! ? label : most), 0);
      return { probabilities: Object.fromEntries(labels.map((label, i) => [label, values[i]!])), label: labels[best]! };
    });
  }
}
