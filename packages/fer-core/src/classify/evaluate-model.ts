import { labeledImagesSha256, type LabeledImages } from '../datasets/labeled-images';
import { temperedCalibration } from '../evaluate/tempered-calibration';
import { evaluationReport } from '../evaluate/evaluation-report';
import type { EvaluationProtocol, EvaluationReport } from '../evaluate/report';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { classAccuracyView, type ClassAccuracyView } from '../views/class-accuracy-view';
import { Classifier, type ClassifierOptions } from './classifier';
import { judge, type Judgement } from './judge';
import { requireClasses } from './require-classes';
import { resizeImages } from './resize-images';

/** A model measured on a list of images. */
export interface ModelEvaluation {
  report: EvaluationReport;
  judgement: Judgement;
  /** Confusion matrix and per-class numbers with the images behind them; it shows itself in a notebook. */
  view: ClassAccuracyView;
}

export interface EvaluateModelOptions extends ClassifierOptions {
  /** The command to stamp on the report; default none. */
  generatedBy?: string;
  /** Validation images to fit a temperature on, others than the judged ones; adds `temperedCalibration` to the report. Default none. */
  temperatureFrom?: LabeledImages;
  /**
   * Told now and then how many images are done, counted anew for each model of an ensemble, and which model is at work from 0.
   * Images of `temperatureFrom` count behind the judged ones.
   */
  onProgress?: (done: number, model: number) => void;
}

/**
 * Measures a model on labelled images, or several models whose probabilities are averaged (an ensemble).
 * Images of another size than a network's input are resized (`resizeImages`); the report's protocol says so.
 * @throws InputError for no images or models, and when channels or classes do not fit
 */
export async function evaluateModel(
  model: SavedModel | readonly SavedModel[],
  data: LabeledImages,
  { generatedBy, temperatureFrom, onProgress, ...options }: EvaluateModelOptions = {},
): Promise<ModelEvaluation> {
  const models = Array.isArray(model) ? (model as readonly SavedModel[]) : [model as SavedModel];
  if (models.length === 0) throw new InputError('evaluateModel: expected at least one model, got none');
  if (data.count === 0) throw new InputError(`evaluateModel: expected at least one image, got none in ${data.name}`);
  const lists = temperatureFrom ? [data, temperatureFrom] : [data];
  for (const each of models) for (const list of lists) checkFit(each, list);
  const dataSha256 = labeledImagesSha256(data);
  if (temperatureFrom && labeledImagesSha256(temperatureFrom) === dataSha256) {
    throw new InputError(`evaluateModel: expected a temperature fitted on other images than the judged ones, got ${data.name} ${data.split} for both`);
  }
  if (temperatureFrom && temperatureFrom.split !== 'validation') {
    throw new InputError(`evaluateModel: expected a temperature fitted on validation images, got the ${temperatureFrom.split} split of ${temperatureFrom.name}`);
  }
  const together = lists.map((list) => new Float32Array(list.count * list.classes.length));
  for (const [index, each] of models.entries()) {
    for (const [at, list] of lists.entries()) {
      const before = at === 0 ? 0 : data.count;
      const own = await predict(each, list, options, (done) => onProgress?.(before + done, index));
      for (let i = 0; i < own.length; i++) together[at]![i]! += own[i]! / models.length;
    }
  }
  const [probabilities, fitting] = together as [Float32Array, Float32Array | undefined];
  const judgement = judge(probabilities, data);
  const report = evaluationReport({
    labels: [...data.classes],
    truth: data.labels,
    predicted: judgement.predicted,
    protocol: { ...protocolOf(models, data, dataSha256, options.tta ?? 'none'), ...(generatedBy ? { generatedBy } : {}) },
    probabilities,
    ids: data.ids,
  });
  if (temperatureFrom && fitting) {
    const { name: dataset, split, count: n, labels: fitTruth } = temperatureFrom;
    report.temperedCalibration = temperedCalibration(
      { images: { dataset, split, n, dataSha256: labeledImagesSha256(temperatureFrom) }, probabilities: fitting, truth: fitTruth },
      { dataSha256, probabilities, truth: data.labels },
      data.classes.length,
    );
  }
  const { ids, labels: truth, height, width, images: pixels } = data;
  const { predicted, confidence } = judgement;
  return { report, judgement, view: classAccuracyView({ report, images: { ids, truth, predicted, confidence, height, width, pixels } }) };
}

function checkFit(model: SavedModel, data: LabeledImages): void {
  const { built, network } = model;
  if (data.channels !== built.inputShape[2]) {
    throw new InputError(`evaluateModel: ${network} expected images of ${built.inputShape[2]} channels, got ${data.channels} in ${data.name}`);
  }
  requireClasses('evaluateModel', model, data);
}

async function predict(
  model: SavedModel,
  data: LabeledImages,
  options: ClassifierOptions,
  onProgress: (done: number) => void,
): Promise<Float32Array> {
  const [height, width] = model.built.inputShape as [number, number];
  const classifier = await Classifier.create(model, options);
  try {
    return await classifier.probabilitiesOfMany(resizeImages(data.images, data, { height, width }), onProgress);
  } finally {
    classifier.dispose();
  }
}

function protocolOf(models: readonly SavedModel[], data: LabeledImages, dataSha256: string, tta: string): EvaluationProtocol {
  const members = models.map((model) => memberOf(model, data));
  const together = <Key extends keyof Member>(key: Key): Member[Key] | string => {
    const values = [...new Set(members.map((member) => member[key]))];
    return values.length === 1 ? values[0]! : values.map(String).join(' + ');
  };
  const seed = members[0]!.seed;
  return {
    dataset: data.name,
    split: data.split,
    n: data.count,
    selectedOn: together('selectedOn'),
    tta,
    weightsSha256: members.map(({ weightsSha256 }) => weightsSha256).join(' + '),
    dataSha256,
    model: members.map(({ model }) => model).join(' + '),
    resize: together('resize'),
    ...(members.length > 1 ? { members } : seed === undefined ? {} : { seed }),
  };
}

/** What a report says of one model. */
interface Member {
  model: string;
  weightsSha256: string;
  /** The split that chose the epoch, null when nothing was chosen. */
  selectedOn: string | null;
  seed?: number;
  resize: string;
}

function memberOf({ built, network, training, weightsSha256 }: SavedModel, data: LabeledImages): Member {
  const { selectedOn, seed } = training;
  const [height, width] = built.inputShape;
  return {
    model: network,
    weightsSha256,
    selectedOn: typeof selectedOn === 'string' || selectedOn === null ? selectedOn : 'unknown',
    ...(typeof seed === 'number' ? { seed } : {}),
    resize:
      data.height === height && data.width === width
        ? 'none'
        : `${data.height}×${data.width} to ${height}×${width}, bilinear as OpenCV's INTER_LINEAR`,
  };
}
