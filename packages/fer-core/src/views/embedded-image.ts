import { decodeBase64, encodeBase64 } from './base64';
import { encodePng } from './encode-png';
import type { PayloadReader } from './payload-reader';
import type { Raster } from './raster';

/** Kinds of image files that every browser shows. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** An image file inside a payload. */
export interface EmbeddedImage {
  /** In pixels of the file. */
  width: number;
  /** In pixels of the file. */
  height: number;
  mimeType: (typeof IMAGE_TYPES)[number];
  /** The file's bytes as base64. */
  data: string;
}

/** Embeds pixels as PNG, without loss. @throws InputError when they are not 1, 3 or 4 channels of width × height */
export async function embedImage(raster: Raster): Promise<EmbeddedImage> {
  return { width: raster.width, height: raster.height, mimeType: 'image/png', data: encodeBase64(await encodePng(raster)) };
}

/** What an `<img>` takes. */
export function imageUrl({ mimeType, data }: EmbeddedImage): string {
  return `data:${mimeType};base64,${data}`;
}

/** Bytes of the file. */
export function imageBytes({ data }: EmbeddedImage): Uint8Array {
  return decodeBase64(data);
}

/** Reads an image from the wire. @throws InputError saying which field is wrong. */
export function readEmbeddedImage(image: PayloadReader): EmbeddedImage {
  return {
    width: image.integer('width', 1),
    height: image.integer('height', 1),
    mimeType: image.oneOf('mimeType', IMAGE_TYPES),
    data: image.base64('data'),
  };
}
