import type { EvaluationReport } from '../evaluate/report';
import { type ImageBlock, readImageBlock } from './image-block';
import { readReport } from './read-report';
import { PayloadReader } from './payload-reader';

/** MIME type of a class-accuracy view. */
export const CLASS_ACCURACY_MIME = 'application/vnd.fer.class-accuracy.v1+json';

/** The images that were judged, in one order throughout. */
export interface JudgedImages extends ImageBlock {
  /** What the data set calls each image. */
  ids: string[];
  /** Indices into the report's labels. */
  truth: number[];
  /** Indices into the report's labels. */
  predicted: number[];
  /** Probability of the predicted class, in [0, 1]. */
  confidence: number[];
}

/** Everything the class-accuracy view shows, as plain JSON. */
export interface ClassAccuracyPayload {
  report: EvaluationReport;
  /** Null where only the report was kept. */
  images: JudgedImages | null;
}

/**
 * Reads a class-accuracy payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseClassAccuracy(value: unknown): ClassAccuracyPayload {
  const payload = new PayloadReader('class-accuracy', value);
  payload.checkVersion();
  const report = readReport(payload.object('report'));
  return {
    report,
    images: payload.optional('images', (key) => readJudgedImages(payload.object(key), report.labels.length)) ?? null,
  };
}

/** Reads judged images from the wire. @throws InputError saying which field is wrong. */
export function readJudgedImages(images: PayloadReader, classes: number): JudgedImages {
  const ids = images.texts('ids');
  return {
    ids,
    truth: images.indices('truth', classes, ids.length),
    predicted: images.indices('predicted', classes, ids.length),
    confidence: images.numbers('confidence', ids.length),
    ...readImageBlock(images),
  };
}
