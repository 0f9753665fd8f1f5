import sharp from 'sharp';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';

/** A picture without sharp edges, of any size: three waves. */
export function waves(width: number, height = width, phase = 0): Photo {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < pixels.length; i++) {
    const [channel, x, y] = [i % 3, (Math.floor(i / 3) % width) / width, Math.floor(i / (3 * width)) / height];
    pixels[i] = Math.round(127 + 60 * Math.sin(7 * x + 2 * channel + phase) + 50 * Math.cos(9 * y - channel) + 15 * Math.sin(40 * x * y));
  }
  return { width, height, pixels };
}

/** A file of three channels as it is. */
export async function decoded(file: string): Promise<Photo> {
  const { data, info } = await sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}
