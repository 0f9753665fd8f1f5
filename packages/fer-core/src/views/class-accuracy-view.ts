import { InputError } from '../input-error';
import { decodeBase64, encodeBase64 } from './base64';
import { classAccuracyHtml } from './class-accuracy-html';
import {
  CLASS_ACCURACY_MIME,
  type ClassAccuracyPayload,
  type ImagesAnswer,
  type JudgedImages,
  MOST_EMBEDDED_BYTES,
} from './class-accuracy-payload';
import { classAccuracySummary } from './class-accuracy-summary';
import type { EvaluationReport } from '../evaluate/report';
import { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';
import { PayloadReader } from './payload-reader';

/** What the view is made of. */
export interface ClassAccuracyViewOptions {
  report: EvaluationReport;
  /** The judged images, in any one order; without them the matrix is shown but opens no gallery. */
  images?: {
    ids: ArrayLike<string>;
    /** Indices into the report's labels. */
    truth: ArrayLike<number>;
    /** Indices into the report's labels. */
    predicted: ArrayLike<number>;
    /** Probability of the predicted class, in [0, 1]. */
    confidence: ArrayLike<number>;
    height: number;
    width: number;
    /** uint8 `[n, height, width]`. */
    pixels: Uint8Array;
  };
}

/** An evaluation that shows itself: confusion matrix, numbers per class, and the images behind each cell. */
export interface ClassAccuracyView extends Displayable {
  /** As it goes over the wire. */
  readonly payload: ClassAccuracyPayload;
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
}

/**
 * Shows an evaluation. Pixels of up to 512 kB are embedded, more are served by the action `images` while the kernel lives.
 *
 * @throws InputError `classAccuracyView: expected …, got …` when the lists do not belong together.
 */
export function classAccuracyView({ report, images }: ClassAccuracyViewOptions): ClassAccuracyView {
  if (images) checkImages(report, images);
  const embedded = images !== undefined && images.pixels.length <= MOST_EMBEDDED_BYTES;
  const judged: JudgedImages | null = images
    ? {
        ids: Array.from(images.ids),
        truth: Array.from(images.truth),
        predicted: Array.from(images.predicted),
        confidence: Array.from(images.confidence, (value) => Math.round(value * 1e4) / 1e4),
        height: images.height,
        width: images.width,
        ...(embedded ? { pixels: encodeBase64(images.pixels) } : {}),
      }
    : null;
  const payload: ClassAccuracyPayload = { report, images: judged };
  return {
    payload,
    actions: images && !embedded ? { images: (argument) => pickImages(images, argument) } : {},
    [DISPLAY]: (): MimeBundle => ({
      [CLASS_ACCURACY_MIME]: payload,
      'text/html': classAccuracyHtml(report),
      'text/plain': classAccuracySummary(report),
    }),
  };
}

/**
 * The embedded pixels of a payload, uint8 `[n, height, width]`; null when they were not embedded.
 * @throws InputError when their number does not fit the images.
 */
export function embeddedPixels(images: JudgedImages): Uint8Array | null {
  if (images.pixels === undefined) return null;
  const pixels = decodeBase64(images.pixels);
  const expected = images.ids.length * images.height * images.width;
  if (pixels.length !== expected) {
    throw new InputError(
      `class-accuracy view: expected images.pixels to be ${expected} bytes, got ${pixels.length}`,
    );
  }
  return pixels;
}

type Images = NonNullable<ClassAccuracyViewOptions['images']>;

function checkImages(report: EvaluationReport, images: Images): void {
  const n = images.ids.length;
  for (const name of ['truth', 'predicted', 'confidence'] as const) {
    if (images[name].length !== n) {
      throw new InputError(`classAccuracyView: expected ${name} of ${n} images, got ${images[name].length}`);
    }
  }
  const bytes = n * images.height * images.width;
  if (images.pixels.length !== bytes) {
    throw new InputError(`classAccuracyView: expected pixels of ${bytes} bytes, got ${images.pixels.length}`);
  }
  const counted = report.confusion.flat().reduce((total, count) => total + count, 0);
  if (counted !== n) {
    throw new InputError(`classAccuracyView: expected the report's ${counted} images, got ${n}`);
  }
}

function pickImages({ ids, height, width, pixels }: Images, argument: unknown): ImagesAnswer {
  const indices = new PayloadReader('images', argument).indices('indices', ids.length);
  const size = height * width;
  const picked = new Uint8Array(indices.length * size);
  indices.forEach((index, at) => picked.set(pixels.subarray(index * size, (index + 1) * size), at * size));
  return { pixels: encodeBase64(picked) };
}
