import { InputError } from '../input-error';
import { decodeBase64 } from './base64';
import { type ImageBlock, readImageBlock } from './image-block';
import { PayloadReader } from './payload-reader';

/** MIME type of an explanation view. */
export const EXPLANATION_MIME = 'application/vnd.fer.explanation.v1+json';

/** How maps are made; see `classActivationMaps`. */
export const EXPLANATION_METHODS = ['CAM'] as const;

/** The images that are explained, in one order throughout. */
export interface ExplainedBlock extends ImageBlock {
  /** What the data set calls each image. */
  ids: string[];
  /** Indices into the labels; null where the truth is not known. */
  truth: number[] | null;
  /** Indices into the labels. */
  predicted: number[];
  /** Index of the class whose map each image shows first. */
  chosen: number[];
  /** [n][classes], in [0, 1]. */
  probabilities: number[][];
  /** Base64 of little-endian float32 `[n, classes, block.height, block.width]`: what each place says for each class, in logits. */
  evidence: string;
}

/** Everything the explanation view shows, as plain JSON. */
export interface ExplanationPayload {
  /** What the images are called together. */
  name: string;
  method: (typeof EXPLANATION_METHODS)[number];
  labels: string[];
  /** Size of the last block's maps. */
  block: { height: number; width: number };
  images: ExplainedBlock;
}

/**
 * Reads an explanation payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseExplanation(value: unknown): ExplanationPayload {
  const payload = new PayloadReader('explanation', value);
  payload.checkVersion();
  const labels = payload.texts('labels');
  const block = payload.object('block');
  return {
    name: payload.text('name'),
    method: payload.oneOf('method', EXPLANATION_METHODS),
    labels,
    block: { height: block.integer('height', 1), width: block.integer('width', 1) },
    images: readImages(payload.object('images'), labels.length),
  };
}

/**
 * The evidence of a payload, float32 `[n, classes, block.height, block.width]`.
 * @throws InputError when its number does not fit the images.
 */
export function explanationEvidence({ labels, block, images }: ExplanationPayload): Float32Array {
  const bytes = decodeBase64(images.evidence);
  const expected = 4 * images.ids.length * labels.length * block.height * block.width;
  if (bytes.length !== expected)
    throw new InputError(
      `explanationEvidence: expected ${expected} bytes for ${images.ids.length} images, got ${bytes.length}`,
    );
  return new Float32Array(bytes.buffer, bytes.byteOffset, expected / 4);
}

function readImages(images: PayloadReader, classes: number): ExplainedBlock {
  const ids = images.texts('ids');
  return {
    ids,
    truth: images.optional('truth', (key) => images.indices(key, classes, ids.length)) ?? null,
    predicted: images.indices('predicted', classes, ids.length),
    chosen: images.indices('chosen', classes, ids.length),
    probabilities: images.rows('probabilities', ids.length).map((row) => row.numbers('row', classes)),
    evidence: images.base64('evidence'),
    ...readImageBlock(images),
  };
}
