import { labeledImagesSha256, type LabeledImages } from '../datasets/labeled-images';
import { evaluationReport, type EvaluationReport } from '../evaluate/evaluation-report';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import { classAccuracyView, type ClassAccuracyView } from '../views/class-accuracy-view';
import { Classifier } from './classifier';
import { judge, type Judgement } from './judge';

/** A model measured on a list of images. */
export interface ModelEvaluation {
  report: EvaluationReport;
  judgement: Judgement;
  /** Confusion matrix and per-class numbers with the images behind them; it shows itself in a notebook. */
  view: ClassAccuracyView;
}

/**
 * Measures a model on labelled images.
 * @throws InputError when image size or classes do not fit the model
 */
export async function evaluateModel(model: SavedModel, data: LabeledImages): Promise<ModelEvaluation> {
  const size = [data.height, data.width, data.channels].join('×');
  if (size !== model.built.inputShape.join('×')) {
    throw new InputError(`evaluateModel: ${model.network} expected images of ${model.built.inputShape.join('×')}, got ${size} in ${data.name}`);
  }
  if (data.classes.join() !== model.labels.join()) {
    throw new InputError(`evaluateModel: expected the classes ${model.labels.join(', ')}, got ${data.classes.join(', ')} in ${data.name}`);
  }
  const classifier = await Classifier.create(model);
  try {
    const judgement = judge(classifier.probabilities(data.images), data);
    const report = stampedReport(model, data, judgement);
    const { ids, labels: truth, height, width, images: pixels } = data;
    const { predicted, confidence } = judgement;
    return { report, judgement, view: classAccuracyView({ report, images: { ids, truth, predicted, confidence, height, width, pixels } }) };
  } finally {
    classifier.dispose();
  }
}

function stampedReport(model: SavedModel, data: LabeledImages, { predicted }: Judgement): EvaluationReport {
  const { selectedOn, seed } = model.training;
  return evaluationReport({
    labels: [...data.classes],
    truth: data.labels,
    predicted,
    protocol: {
      dataset: data.name,
      split: data.split,
      n: data.count,
      selectedOn: typeof selectedOn === 'string' ? selectedOn : 'unknown',
      tta: 'none',
      weightsSha256: model.weightsSha256,
      dataSha256: labeledImagesSha256(data),
      model: model.network,
      ...(typeof seed === 'number' ? { seed } : {}),
    },
  });
}
