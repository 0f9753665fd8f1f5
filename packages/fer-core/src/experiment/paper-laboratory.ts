import path from 'node:path';
import { evaluateModel } from '../classify/evaluate-model';
import type { Judgement } from '../classify/judge';
import { generateFaces } from '../datasets/generated-faces/generate-faces';
import { labeledImagesSha256, type LabeledImages } from '../datasets/labeled-images';
import { loadLabeledImages } from '../datasets/load-labeled-images';
import type { EvaluationReport } from '../evaluate/report';
import { landmarkFinder } from '../landmarks/find-landmarks';
import type { LandmarkFinder } from '../landmarks/landmark-finder';
import { loadModel, type SavedModel } from '../models/saved-model';
import { shippedModelFolder } from '../models/shipped-model';
import { faceSuperResolver, type FaceSuperResolver } from '../super-resolve/face-super-resolver';
import { trainBriefly } from './brief-training';
import { fewerImages } from './fewer-images';
import { inputPaths, pathsSha256, type InputName, type PaperInputs } from './paper-inputs';
import { drawPaperPhotos, readPaperPhotos, type PaperPhoto } from './paper-photos';
import { PAPER_SEEDS, type PaperScale } from './paper-scale';

/** The shipped classifiers that are held against each other: the paper's improved network and the one it starts from. */
export const PAPER_MODELS = { improved: 'fer2013-xception', mini: 'fer2013-mini-xception' } as const;
export type PaperModel = keyof typeof PAPER_MODELS;
/** What a reader calls them. */
export const MODEL_TITLES: Record<PaperModel, string> = { improved: 'improved Xception', mini: 'mini_XCEPTION' };

/** A classifier's answers for a list of images. */
export interface Answers {
  readonly report: EvaluationReport;
  readonly judgement: Judgement;
  /** Whether each answer is right. */
  readonly right: readonly boolean[];
}

/** A classifier with images it learned from. */
export interface Learner {
  readonly title: string;
  readonly model: SavedModel;
  readonly train: LabeledImages;
  readonly validation: LabeledImages;
  /** Whether the weights say by their hash that they learned from just these images. */
  readonly learnedFromThem: boolean;
}

export interface LaboratoryOptions {
  readonly inputs: PaperInputs;
  readonly scale: PaperScale;
  /** Drawn faces take the place of inputs that were not given. */
  readonly quick: boolean;
  /** Where pictures and trained weights are kept; undefined for nowhere. */
  readonly folder?: string;
}

/** What rows share: inputs, networks and answers, each loaded or made once, when the first row asks. */
export class PaperLaboratory {
  readonly inputs: PaperInputs;
  readonly scale: PaperScale;
  readonly quick: boolean;
  readonly folder: string | undefined;
  private readonly made = new Map<string, Promise<unknown>>();

  constructor({ inputs, scale, quick, folder }: LaboratoryOptions) {
    this.inputs = inputs;
    this.scale = scale;
    this.quick = quick;
    this.folder = folder;
  }

  /** Whether a row can have this input, given or drawn. */
  has(input: InputName): boolean {
    return this.quick || this.isGiven(input);
  }

  isGiven(input: InputName): boolean {
    return inputPaths(this.inputs, input).length > 0;
  }

  /** Whether the images are FER-2013's, which the paper's numbers are about. */
  get hasFer2013(): boolean {
    return this.isGiven('data');
  }

  /** Hash of an input's content; null where it was not given. */
  inputSha256(input: InputName): Promise<string | null> {
    return this.once(`sha256 of ${input}`, async () => {
      if (!this.isGiven(input)) return null;
      if (input !== 'data') return pathsSha256(inputPaths(this.inputs, input));
      const [train, validation] = [await this.wholeSplit('train'), await this.wholeSplit('validation')];
      return `${labeledImagesSha256(train)} + ${labeledImagesSha256(validation)}`;
    });
  }

  /** A shipped classifier. @throws (rejects) InputError where it is not there */
  model(name: PaperModel): Promise<SavedModel> {
    return this.once(`model ${name}`, () => loadModel(shippedModelFolder(PAPER_MODELS[name])));
  }

  finder(): Promise<LandmarkFinder> {
    return landmarkFinder();
  }

  superResolver(): Promise<FaceSuperResolver> {
    return faceSuperResolver();
  }

  /** A split of the data, or of the drawn faces; evenly spread images of it where the scale allows no more. */
  images(split: 'train' | 'validation'): Promise<LabeledImages> {
    return this.once(`images ${split}`, async () => fewerImages(await this.wholeSplit(split), this.scale.images));
  }

  /** Photos with points, or drawn ones. */
  photos(): Promise<PaperPhoto[]> {
    const { photos } = this.inputs;
    return this.once('photos', async () => (photos === undefined ? drawPaperPhotos(Math.min(this.scale.photos, 40)) : readPaperPhotos(photos, this.scale.photos)));
  }

  /** What photos are called on a card. */
  get photosTitle(): string {
    return this.inputs.photos === undefined ? 'drawn faces' : path.basename(path.resolve(this.inputs.photos));
  }

  /** A classifier's answers for images, computed once for each pair of weights and images. */
  answers(model: SavedModel, images: LabeledImages, onProgress?: (share: number) => void): Promise<Answers> {
    return this.once(`answers ${model.weightsSha256} ${labeledImagesSha256(images)}`, async () => {
      const { report, judgement } = await evaluateModel(model, images, { onProgress: (done) => onProgress?.(done / images.count) });
      return { report, judgement, right: Array.from(images.labels, (label, i) => judgement.predicted[i] === label) };
    });
  }

  /** Both shipped classifiers with FER-2013; without it the one that learns drawn faces here, since the shipped ones learned no others. */
  async learners(onProgress?: (share: number) => void): Promise<Learner[]> {
    const [train, validation] = [await this.images('train'), await this.images('validation')];
    if (!this.hasFer2013) {
      const { model } = await this.generatedLearner(onProgress);
      return [{ title: 'mini_XCEPTION, trained here on drawn faces', model, train, validation, learnedFromThem: this.trainedOn(model, await this.wholeSplit('train')) }];
    }
    const whole = await this.wholeSplit('train');
    const models = Object.keys(PAPER_MODELS) as PaperModel[];
    return Promise.all(
      models.map(async (name) => {
        const model = await this.model(name);
        return { title: MODEL_TITLES[name], model, train, validation, learnedFromThem: this.trainedOn(model, whole) };
      }),
    );
  }

  /** mini_XCEPTION, trained for a few epochs on drawn faces, with them. */
  generatedLearner(onProgress?: (share: number) => void): Promise<{ model: SavedModel; train: LabeledImages; validation: LabeledImages }> {
    return this.once('generated learner', async () => {
      const [train, validation] = [this.drawn('train'), this.drawn('validation')];
      const { epochs } = this.scale.generated;
      return { model: await trainBriefly({ train, validation }, { epochs, augmented: true, folder: this.kept('drawn-faces-model'), onProgress }), train, validation };
    });
  }

  /** mini_XCEPTION that has learned few training images by heart, with them. */
  memorizingLearner(onProgress?: (share: number) => void): Promise<{ model: SavedModel; train: LabeledImages }> {
    return this.once('memorizing learner', async () => {
      const { images, epochs } = this.scale.memorized;
      const train = fewerImages(await this.wholeSplit('train'), images);
      // The epoch is chosen on the images learned from, as the shortcut would have it.
      return { model: await trainBriefly({ train, validation: train }, { epochs, augmented: false, folder: this.kept('memorized-images-model'), onProgress }), train };
    });
  }

  /** Where weights are kept for a run that resumes. */
  private kept(name: string): string | undefined {
    return this.folder === undefined ? undefined : path.join(this.folder, name);
  }

  private trainedOn(model: SavedModel, train: LabeledImages): boolean {
    return model.training.trainSha256 === labeledImagesSha256(train);
  }

  private wholeSplit(split: 'train' | 'validation'): Promise<LabeledImages> {
    const { data } = this.inputs;
    return this.once(`whole ${split}`, async () => (data === undefined ? this.drawn(split) : loadLabeledImages(data, split)));
  }

  private drawn(split: 'train' | 'validation'): LabeledImages {
    return generateFaces({ split, count: this.scale.generated[split], seed: PAPER_SEEDS.generated });
  }

  private once<T>(key: string, make: () => Promise<T>): Promise<T> {
    let made = this.made.get(key) as Promise<T> | undefined;
    if (!made) this.made.set(key, (made = make()));
    return made;
  }
}
