import { InputError } from '../input-error';
import { decodeBase64, encodeBase64 } from './base64';
import { PayloadReader } from './payload-reader';

/** Pixels travel inside the payload up to this many bytes; above, the front end asks for those it shows. */
export const MOST_EMBEDDED_BYTES = 512 * 1024;

/** Gray images of one size in a payload. */
export interface ImageBlock {
  height: number;
  width: number;
  /** Base64 of uint8 `[n, height, width]`; absent when the action `images` serves them. */
  pixels?: string;
}

/** What the action `images` takes. */
export interface ImagesRequest {
  indices: number[];
}

/** What the action `images` gives: base64 of uint8 `[indices, height, width]`. */
export interface ImagesAnswer {
  pixels: string;
}

/** A block for the payload, with the action that serves its pixels where they are too many to embed. */
export interface OfferedImages {
  block: ImageBlock;
  actions: Record<string, (argument: unknown) => unknown>;
}

/** @param pixels uint8 `[n, height, width]` */
export function offerImages(pixels: Uint8Array, height: number, width: number): OfferedImages {
  if (pixels.length <= MOST_EMBEDDED_BYTES) return { block: { height, width, pixels: encodeBase64(pixels) }, actions: {} };
  const size = height * width;
  const images = (argument: unknown): ImagesAnswer => {
    const indices = new PayloadReader('images', argument).indices('indices', pixels.length / size);
    const picked = new Uint8Array(indices.length * size);
    indices.forEach((index, at) => picked.set(pixels.subarray(index * size, (index + 1) * size), at * size));
    return { pixels: encodeBase64(picked) };
  };
  return { block: { height, width }, actions: { images } };
}

/**
 * The embedded pixels of a payload, uint8 `[count, height, width]`; null when they were not embedded.
 * @throws InputError when their number does not fit the images.
 */
export function embeddedPixels({ height, width, pixels: text }: ImageBlock, count: number): Uint8Array | null {
  if (text === undefined) return null;
  const pixels = decodeBase64(text);
  const expected = count * height * width;
  if (pixels.length !== expected) throw new InputError(`embeddedPixels: expected ${expected} bytes for ${count} images, got ${pixels.length}`);
  return pixels;
}

/** Reads a block from the wire. @throws InputError saying which field is wrong. */
export function readImageBlock(block: PayloadReader): ImageBlock {
  const pixels = block.optional('pixels', (key) => block.text(key));
  return { height: block.integer('height', 1), width: block.integer('width', 1), ...(pixels === undefined ? {} : { pixels }) };
}
