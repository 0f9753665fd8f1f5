import { InputError } from '../input-error';
import { encodeBase64 } from './base64';
import { explanationHtml } from './explanation-html';
import { EXPLANATION_METHODS, EXPLANATION_MIME, type ExplanationPayload } from './explanation-payload';
import { explanationSummary } from './explanation-summary';
import { offerImages } from './image-block';
import { DISPLAY, type DisplayableLater } from './mime-bundle';

/** Images that one view takes: their maps travel with it, and nobody looks at more. */
export const MOST_EXPLAINED = 500;

/** What the view is made of, as `explainImages` gives it. */
export interface ExplanationViewOptions {
  /** What the images are called together. Default `images`. */
  readonly name?: string;
  readonly images: {
    readonly ids: ArrayLike<string>;
    /** True classes as indices into the maps' labels; null where they are not known. */
    readonly labels: ArrayLike<number> | null;
    readonly height: number;
    readonly width: number;
    /** uint8 [n, height, width], gray. */
    readonly images: Uint8Array;
  };
  readonly maps: {
    readonly method: (typeof EXPLANATION_METHODS)[number];
    readonly labels: readonly string[];
    /** Index of the class whose map is shown first, an image. */
    readonly chosen: ArrayLike<number>;
    readonly predicted: ArrayLike<number>;
    /** [n, classes], row-major, in [0, 1]. */
    readonly probabilities: ArrayLike<number>;
    /** Size of the last block's maps. */
    readonly block: { readonly height: number; readonly width: number };
    /** float32 [n, classes, block.height, block.width] */
    readonly evidence: Float32Array;
  };
}

/** Images under their class activation maps that show themselves. */
export interface ExplanationView extends DisplayableLater {
  /** As it goes over the wire. */
  readonly payload: ExplanationPayload;
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
}

/**
 * Shows where a network looked: each image under the map of a class that the reader chooses. Pixels of up to 512 kB are embedded, more are served
 * by the action `images` while the kernel lives.
 * @throws InputError `explanationView: expected …, got …` for no images or more than 500, images in colour, or lists that do not belong together
 */
export function explanationView({ name = 'images', images, maps }: ExplanationViewOptions): ExplanationView {
  check(images, maps);
  const classes = maps.labels.length;
  const offered = offerImages(images.images, images.height, images.width);
  const { evidence } = maps;
  const payload: ExplanationPayload = {
    name,
    method: maps.method,
    labels: [...maps.labels],
    block: { height: maps.block.height, width: maps.block.width },
    images: {
      ids: Array.from(images.ids),
      truth: images.labels === null ? null : Array.from(images.labels),
      predicted: Array.from(maps.predicted),
      chosen: Array.from(maps.chosen),
      probabilities: Array.from(images.ids, (_, image) =>
        Array.from(
          { length: classes },
          (__, label) => Math.round(maps.probabilities[image * classes + label]! * 1e4) / 1e4,
        ),
      ),
      evidence: encodeBase64(new Uint8Array(evidence.buffer, evidence.byteOffset, evidence.byteLength)),
      ...offered.block,
    },
  };
  return {
    payload,
    actions: offered.actions,
    [DISPLAY]: async () => ({
      [EXPLANATION_MIME]: payload,
      'text/html': await explanationHtml(payload, images.images),
      'text/plain': explanationSummary(payload),
    }),
  };
}

function check(images: ExplanationViewOptions['images'], maps: ExplanationViewOptions['maps']): void {
  const n = images.ids.length;
  const refuse = (expected: string, got: number): never => {
    throw new InputError(`explanationView: expected ${expected}, got ${got}`);
  };
  if (n === 0 || n > MOST_EXPLAINED) refuse(`from 1 to ${MOST_EXPLAINED} images`, n);
  if (images.labels !== null && images.labels.length !== n) refuse(`labels of ${n} images`, images.labels.length);
  for (const key of ['chosen', 'predicted'] as const)
    if (maps[key].length !== n) refuse(`${key} of ${n} images`, maps[key].length);
  const classes = maps.labels.length;
  if (maps.probabilities.length !== n * classes) refuse(`${n * classes} probabilities`, maps.probabilities.length);
  const evidence = n * classes * maps.block.height * maps.block.width;
  if (maps.evidence.length !== evidence) refuse(`${evidence} numbers of evidence`, maps.evidence.length);
  const bytes = n * images.height * images.width;
  if (images.images.length !== bytes) refuse(`gray images of ${bytes} bytes together`, images.images.length);
}
