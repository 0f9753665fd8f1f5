import { evaluateModel } from '../classify/evaluate-model';
import type { ClassifierOptions } from '../classify/classifier';
import type { LabeledImages, Split } from '../datasets/labeled-images';
import type { Notice } from '../evaluate/notices';
import type { EvaluationProtocol } from '../evaluate/report';
import { InputError } from '../input-error';
import type { SavedModel } from '../models/saved-model';
import type { DataAudit } from './audit-data';
import { twinAccuracy, type TwinAccuracy } from './twin-accuracy';

/** A model's accuracy on one split with and without twins, and how it was measured. */
export interface AuditedModel {
  protocol: EvaluationProtocol;
  accuracy: TwinAccuracy;
  /** What must be known before the numbers are believed. */
  notices: Notice[];
}

export interface AuditModelOptions extends ClassifierOptions {
  /** Told now and then how many images of a split are done. */
  onProgress?: (split: Split, done: number, count: number) => void;
}

/**
 * Measures a model on every split but the training images, with and without images that have a twin among these.
 * @param audit of `splits`
 * @throws InputError without training images or without others, and as `evaluateModel`
 */
export async function auditModel(audit: Pick<DataAudit, 'pairs'>, model: SavedModel, splits: readonly LabeledImages[], { onProgress, ...options }: AuditModelOptions = {}): Promise<AuditedModel[]> {
  const judged = splits.filter(({ split }) => split !== 'train');
  if (judged.length === splits.length) throw new InputError('auditModel: expected training images among the data, to look for twins in, got none');
  if (judged.length === 0) throw new InputError('auditModel: expected images beside the training images, to measure the model on, got none');
  const models: AuditedModel[] = [];
  for (const data of judged) {
    const { report, judgement } = await evaluateModel(model, data, { ...options, onProgress: (done) => onProgress?.(data.split, done, data.count) });
    const right = Array.from(data.labels, (label, image) => judgement.predicted[image] === label);
    models.push({ protocol: report.protocol, accuracy: twinAccuracy(audit, data.split, right), notices: report.notices ?? [] });
  }
  return models;
}
