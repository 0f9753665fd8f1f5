import { escapeHtml } from '../evaluate/escape-html';
import { scatterFigure } from '../evaluate/scatter-figure';
import { InputError } from '../input-error';
import { encodeBase64 } from './base64';
import { embeddingCategories } from './embedding-category';
import {
  EMBEDDING_METHODS,
  EMBEDDING_MIME,
  type EmbeddingMethod,
  type EmbeddingPayload,
} from './embedding-payload';
import { embeddingSummary, projectionAxes, projectionName } from './embedding-summary';
import { offerImages } from './image-block';
import { DISPLAY, type Displayable } from './mime-bundle';

/** What the view is made of, as `embedImages` gives it. */
export interface EmbeddingViewOptions {
  /** What the images are called together. Default `images`. */
  readonly name?: string;
  readonly images: {
    readonly ids: ArrayLike<string>;
    readonly classes: readonly string[];
    /** True classes as indices into `classes`. */
    readonly labels: ArrayLike<number>;
    readonly height: number;
    readonly width: number;
    /** uint8 [n, height, width], gray. */
    readonly images: Uint8Array;
  };
  readonly predicted: ArrayLike<number>;
  /** Probability of the predicted class, in [0, 1]. */
  readonly confidence: ArrayLike<number>;
  /** At least one, each method once. */
  readonly projections: readonly {
    readonly method: EmbeddingMethod;
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly variance?: readonly [number, number];
  }[];
  /** Index of each image's group of duplicates, null where it has none; null or absent where nobody looked. */
  readonly groups?: readonly (number | null)[] | null;
}

/** Images as points that show themselves. */
export interface EmbeddingView extends Displayable {
  /** As it goes over the wire. */
  readonly payload: EmbeddingPayload;
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
}

/**
 * Shows images as points that lie near each other where a network sees likeness, coloured by truth, answer, whether it is right, or duplicates.
 * Pixels of up to 512 kB are embedded, more are served by the action `images` while the kernel lives.
 * @throws InputError `embeddingView: expected …, got …` for no images or projection, images in colour, or lists that do not belong together
 */
export function embeddingView({
  name = 'images',
  images,
  predicted,
  confidence,
  projections,
  groups = null,
}: EmbeddingViewOptions): EmbeddingView {
  const n = images.ids.length;
  check(n, { images, predicted, confidence, projections, groups });
  const offered = offerImages(images.images, images.height, images.width);
  const payload: EmbeddingPayload = {
    name,
    labels: [...images.classes],
    projections: projections.map(({ method, x, y, variance }) => ({
      method,
      x: shortened(x),
      y: shortened(y),
      ...(variance ? { variance: [variance[0], variance[1]] } : {}),
    })),
    images: {
      ids: Array.from(images.ids),
      truth: Array.from(images.labels),
      predicted: Array.from(predicted),
      confidence: Array.from(confidence, (value) => Math.round(value * 1e4) / 1e4),
      ...offered.block,
    },
    groups: groups && [...groups],
  };
  return {
    payload,
    actions: offered.actions,
    [DISPLAY]: () => ({
      [EMBEDDING_MIME]: payload,
      'text/html': html(payload),
      'text/plain': embeddingSummary(payload),
    }),
  };
}

/** Five digits are more than a screen can show. */
function shortened(values: readonly number[]): number[] {
  return values.map((value) => Number(value.toPrecision(5)));
}

function html(payload: EmbeddingPayload): string {
  const {
    name,
    projections: [projection],
  } = payload;
  const svg = scatterFigure({
    title: `${name}, ${projectionName(projection!)}, coloured by truth`,
    ...projection!,
    groups: embeddingCategories(payload, 'truth'),
    axes: projectionAxes(projection!) ?? undefined,
  });
  const picture = `data:image/svg+xml;base64,${encodeBase64(new TextEncoder().encode(svg))}`;
  return `<div style="font-family:system-ui,sans-serif;font-size:13px"><div style="white-space:pre-line">${escapeHtml(embeddingSummary(payload))}</div><img src="${picture}" alt="${escapeHtml(name)}"/></div>`;
}

function check(
  n: number,
  { images, predicted, confidence, projections, groups }: Omit<EmbeddingViewOptions, 'name'>,
): void {
  const refuse = (expected: string, got: number | string): never => {
    throw new InputError(`embeddingView: expected ${expected}, got ${got}`);
  };
  if (n === 0) refuse('at least one image', 'none');
  for (const [what, list] of [
    ['labels', images.labels],
    ['predicted', predicted],
    ['confidence', confidence],
  ] as const) {
    if (list.length !== n) refuse(`${what} of ${n} images`, list.length);
  }
  if (groups && groups.length !== n) refuse(`groups of ${n} images`, groups.length);
  const bytes = n * images.height * images.width;
  if (images.images.length !== bytes) refuse(`gray images of ${bytes} bytes together`, images.images.length);
  if (projections.length === 0) refuse('at least one projection', 'none');
  projections.forEach(({ method, x, y }, index) => {
    if (!EMBEDDING_METHODS.includes(method)) refuse(`a projection by ${EMBEDDING_METHODS.join(' or ')}`, method);
    if (projections.findIndex((other) => other.method === method) !== index)
      refuse('each method once', `${method} twice`);
    for (const list of [x, y]) if (list.length !== n) refuse(`points of ${n} images`, list.length);
  });
}
