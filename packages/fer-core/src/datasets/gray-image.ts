import sharp from 'sharp';

/** A decoded image, gray. */
export interface GrayImage {
  /** uint8 [height, width], 0 = black. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** True when the channels differed, so that colours were turned to gray. */
  readonly fromColour: boolean;
}

/**
 * Decodes an image file to gray bytes. Equal channels are taken as they are; colours become gray by BT.601
 * (0.299 R + 0.587 G + 0.114 B), as OpenCV and Pillow do.
 * @param bytes the file's content.
 * @throws Error with a short reason for what cannot be decoded whole: a cut-off file, 16 bits, transparency.
 */
export async function decodeGray(bytes: Buffer): Promise<GrayImage> {
  const image = sharp(bytes, { failOn: 'warning' });
  const { depth } = await image.metadata();
  if (depth !== 'uchar') throw new Error(`expected 8 bits a channel, got ${depth}`);
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const { height, width, channels } = info;
  const pixels = new Uint8Array(height * width);
  let fromColour = false;
  for (let i = 0, at = 0; i < pixels.length; i++, at += channels) {
    if (channels % 2 === 0 && data[at + channels - 1] !== 255) throw new Error('expected an opaque image, got transparent pixels');
    if (channels < 3 || (data[at] === data[at + 1] && data[at] === data[at + 2])) pixels[i] = data[at];
    else {
      pixels[i] = Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]);
      fromColour = true;
    }
  }
  return { pixels, height, width, fromColour };
}
