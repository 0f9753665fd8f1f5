import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { InputError } from '../input-error';
import type { Photo } from './photo';

/** Pixels that a photo may have: 450 MB decoded. */
export const LARGEST_PHOTO = 150_000_000;

/** What sharp's formats are called here; others that it could open (SVG, PDF) are drawings, not photos. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']);

/**
 * Decodes an image file (JPEG, PNG, WebP, GIF, TIFF, AVIF) as a viewer shows it: turned upright by its EXIF orientation, transparency put
 * on white, CMYK, 16 bits, gray and other colour profiles turned to sRGB; of an animation the first frame.
 * Memory: the file, the decoded pixels, and once more the pixels where they must be turned.
 * @param source a file's path or content
 * @throws InputError in one line for what is not there, empty, no image, cut off, damaged, or has more than `LARGEST_PHOTO` pixels
 */
export async function readPhoto(source: string | Uint8Array): Promise<Photo> {
  const where = typeof source === 'string' ? source : 'the bytes given';
  const refuse = (found: string): InputError => new InputError(`readPhoto: expected an image file (JPEG, PNG, WebP, GIF, TIFF or AVIF), found ${found} in ${where}`);
  const bytes = typeof source === 'string' ? await readBytes(source) : source;
  if (bytes.length === 0) throw refuse('0 bytes');
  const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata().catch((error: Error) => {
    throw refuse(reasonOf(error));
  });
  if (!FORMATS.has(format)) throw refuse(format);
  if (width * height > LARGEST_PHOTO) {
    throw new InputError(`readPhoto: expected at most ${LARGEST_PHOTO / 1e6} megapixels, found ${width}×${height} in ${where}`);
  }
  const upright = sharp(bytes, { limitInputPixels: false, sequentialRead: true }).autoOrient();
  const opaque = upright.flatten({ background: '#ffffff' }).toColourspace('srgb');
  const { data, info } = await opaque.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }).catch((error: Error) => {
    throw refuse(reasonOf(error));
  });
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (info.channels !== 3) throw refuse(`${info.channels} channels`);
  return { width: info.width, height: info.height, pixels };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? 'none' : code === 'EISDIR' ? 'a folder' : `one that cannot be read (${code})`;
    throw new InputError(`readPhoto: expected an image file, found ${found} at ${file}`);
  }
}

/** libvips's reason in one line. */
function reasonOf({ message }: Error): string {
  if (/unsupported image format/i.test(message)) return 'no image';
  const [first] = message.split('\n').map((line) => line.trim()).filter(Boolean);
  return `damage (${first ?? 'unknown'})`;
}
