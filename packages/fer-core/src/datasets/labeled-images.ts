import { createHash } from 'node:crypto';

/** The three parts of a data set. FER-2013's PublicTest is `validation`, its PrivateTest `test`. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** Images of one split with their labels, resident in memory as bytes. */
export interface LabeledImages {
  /** Data set name as it is stamped on reports, e.g. `fer2013`. */
  readonly name: string;
  readonly split: Split;
  /** Class names; a label is an index into this list. */
  readonly classes: readonly string[];
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** uint8 [count, height, width, channels], 0 = black. */
  readonly images: Uint8Array;
  /** uint8 [count], zero-based class index. */
  readonly labels: Uint8Array;
  /** Where each image came from (csv row, file name), in the order of `images`. */
  readonly ids: readonly string[];
}

/** Hex sha256 over the image bytes, then the label bytes: the data hash stamped on every run and report. */
export function labeledImagesSha256(data: LabeledImages): string {
  return createHash('sha256').update(data.images).update(data.labels).digest('hex');
}

/** A buffer's bytes as a plain array, in the same memory: `slice` of a `Buffer` copies nothing, so that whoever changes the slice changes the images. */
export function plainBytes({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
