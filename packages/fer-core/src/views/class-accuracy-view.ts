import { InputError } from '../input-error';
import { classAccuracyHtml } from './class-accuracy-html';
import { CLASS_ACCURACY_MIME, type ClassAccuracyPayload, type JudgedImages } from './class-accuracy-payload';
import { classAccuracySummary } from './class-accuracy-summary';
import type { EvaluationReport } from '../evaluate/report';
import { offerImages } from './image-block';
import { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';

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
  const offered = images && offerImages(images.pixels, images.height, images.width);
  const judged: JudgedImages | null = images
    ? {
        ids: Array.from(images.ids),
        truth: Array.from(images.truth),
        predicted: Array.from(images.predicted),
        confidence: Array.from(images.confidence, (value) => Math.round(value * 1e4) / 1e4),
        ...offered!.block,
      }
    : null;
  const payload: ClassAccuracyPayload = { report, images: judged };
  return {
    payload,
    actions: offered?.actions ?? {},
    [DISPLAY]: (): MimeBundle => ({
      [CLASS_ACCURACY_MIME]: payload,
      'text/html': classAccuracyHtml(report),
      'text/plain': classAccuracySummary(report),
    }),
  };
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
