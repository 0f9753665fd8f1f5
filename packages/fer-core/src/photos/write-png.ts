import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { writeAtomically } from '../write-atomically';

/** Pixels to be written: uint8 [height, width, channels], gray, RGB or RGBA. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * Writes a PNG file whole or not at all, and its folder where that is not there. The same pixels give the same bytes.
 * @throws when the pixels are not 1, 3 or 4 channels of width × height
 */
export async function writePng(file: string, { width, height, pixels }: Picture): Promise<void> {
  const channels = pixels.length / (width * height);
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new Error(`writePng: expected 1, 3 or 4 bytes for each of ${width}×${height} pixels, got ${pixels.length} bytes`);
  }
  const image = sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false });
  if (channels === 1) image.toColourspace('b-w');
  const png = await image.png().toBuffer();
  await mkdir(path.dirname(file), { recursive: true });
  await writeAtomically(file, png);
}
