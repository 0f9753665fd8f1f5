import { InputError } from '../input-error';
import { calibration, type Calibration } from './calibration';
import { applyTemperature, fitTemperature } from './temperature';

/** Calibration after dividing the logits by a temperature, and which images that temperature was fitted on. */
export interface TemperedCalibration extends Calibration {
  temperature: number;
  fittedOn: FittingImages;
}

/** The images that fitted a temperature. */
export interface FittingImages {
  dataset: string;
  split: string;
  n: number;
  dataSha256: string;
}

/**
 * Fits a temperature on some images and tells the calibration of others with it.
 * @param fitting images that the temperature is fitted on; validation images, which the judged ones are not
 * @param judged images that are judged with it
 * @throws InputError when both are the same images, when `fitting` are no validation images, or the numbers do not fit together
 */
export function temperedCalibration(
  fitting: { readonly images: FittingImages; readonly probabilities: ArrayLike<number>; readonly truth: ArrayLike<number> },
  judged: { readonly dataSha256: string; readonly probabilities: ArrayLike<number>; readonly truth: ArrayLike<number> },
  classes: number,
): TemperedCalibration {
  const { images } = fitting;
  if (images.split !== 'validation') {
    throw new InputError(`temperedCalibration: expected validation images to fit the temperature on, got the ${images.split} split of ${images.dataset}`);
  }
  if (images.dataSha256 === judged.dataSha256) {
    throw new InputError('temperedCalibration: expected a temperature fitted on other images than those judged with it, got the same images');
  }
  const temperature = fitTemperature(fitting.probabilities, fitting.truth, classes);
  return {
    temperature,
    fittedOn: { ...images },
    ...calibration(applyTemperature(judged.probabilities, classes, temperature), judged.truth, classes),
  };
}
