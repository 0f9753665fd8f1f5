import type { EvaluationReport } from '../evaluate/report';
import { readReport } from './read-report';
import { PayloadReader } from './payload-reader';

/** MIME type of a class-accuracy view. */
export const CLASS_ACCURACY_MIME = 'application/vnd.fer.class-accuracy.v1+json';

/** Pixels travel inside the payload up to this many bytes; above, the front end asks for those it shows. */
export const MOST_EMBEDDED_BYTES = 512 * 1024;

/** The images that were judged, in one order throughout. */
export interface JudgedImages {
  /** What the data set calls each image. */
  ids: string[];
  /** Indices into the report's labels. */
  truth: number[];
  /** Indices into the report's labels. */
  predicted: number[];
  /** Probability of the predicted class, in [0, 1]. */
  confidence: number[];
  height: number;
  width: number;
  /** Base64 of uint8 `[n, height, width]`; absent when the action `images` serves them. */
  pixels?: string;
}

/** Everything the class-accuracy view shows, as plain JSON. */
export interface ClassAccuracyPayload {
  report: EvaluationReport;
  /** Null where only the report was kept. */
  images: JudgedImages | null;
}

/** What the action `images` takes. */
export interface ImagesRequest {
  indices: number[];
}

/** What the action `images` gives: base64 of uint8 `[indices, height, width]`. */
export interface ImagesAnswer {
  pixels: string;
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
    images: payload.optional('images', (key) => readImages(payload.object(key), report.labels.length)) ?? null,
  };
}

function readImages(images: PayloadReader, classes: number): JudgedImages {
  const ids = images.texts('ids');
  const pixels = images.optional('pixels', (key) => images.text(key));
  return {
    ids,
    truth: images.indices('truth', classes, ids.length),
    predicted: images.indices('predicted', classes, ids.length),
    confidence: images.numbers('confidence', ids.length),
    height: images.integer('height', 1),
    width: images.integer('width', 1),
    ...(pixels === undefined ? {} : { pixels }),
  };
}
