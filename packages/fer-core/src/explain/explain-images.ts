import { Classifier } from '../classify/classifier';
import { judge } from '../classify/judge';
import { requireClasses } from '../classify/require-classes';
import type { LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { chooseExamples } from './choose-examples';
import {
  classActivationMaps,
  type ClassActivationMaps,
  type ClassActivationMapsOptions,
} from './class-activation-maps';
import { fittingImages } from './fitting-images';
import { pickImages } from '../datasets/pick-images';

export interface ExplainImagesOptions extends ClassActivationMapsOptions {
  /** How many of the surest mistakes, and as many of the surest right answers, are taken of each class; null takes all images as they come. Default 4. */
  examples?: number | null;
}

/** Images with what a network's last block says about them; `explanationView` shows them. */
export interface ExplainedImages {
  /** What the images are called together. */
  name: string;
  images: LabeledImages;
  maps: ClassActivationMaps;
}

/**
 * Class activation maps of labelled images: by default of those that teach most, each class's surest mistakes and surest right answers.
 * @throws (rejects) InputError as `classActivationMaps`, and for other classes than the model's
 * @example explanationView(await explainImages(await loadModel('models/fer2013-xception'), data))
 */
export async function explainImages(
  model: SavedModel,
  data: LabeledImages,
  { examples = 4, ...options }: ExplainImagesOptions = {},
): Promise<ExplainedImages> {
  requireClasses('explainImages', model, data);
  if (examples !== null && !(Number.isInteger(examples) && examples > 0))
    throw new InputError(`explainImages: expected examples to be a positive whole number or null, got ${examples}`);
  const images = examples === null ? data : pickImages(data, await surestOf(model, data, examples, options));
  return { name: `${data.name} ${data.split}`, images, maps: await classActivationMaps(model, images, options) };
}

async function surestOf(
  model: SavedModel,
  data: LabeledImages,
  examples: number,
  { tta, mode, onFallback }: ExplainImagesOptions,
): Promise<number[]> {
  const input = fittingImages('explainImages', model, data);
  const classifier = await Classifier.create(model, { tta, mode, onFallback });
  try {
    const { predicted, confidence } = judge(await classifier.probabilitiesOfMany(input), data);
    return chooseExamples({ truth: data.labels, predicted, confidence }, data.classes.length, examples).flatMap(
      ({ mistakes, right }) => [...mistakes, ...right],
    );
  } finally {
    classifier.dispose();
  }
}
