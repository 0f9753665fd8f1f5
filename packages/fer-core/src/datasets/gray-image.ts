import sharp from 'sharp';

/** Every file is decoded once: remembering libvips's operations costs a fifth of the time and saves none. */
sharp.cache(false);

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
  const channelsOfJpeg = jpegChannels(bytes);
  if (channelsOfJpeg === undefined) {
    const { depth } = await image.metadata();
    if (depth !== 'uchar') throw new Error(`expected 8 bits a channel, got ${depth}`);
  }
  if (channelsOfJpeg === 1) image.toColourspace('b-w'); // Otherwise sharp goes through sRGB and back.
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

/**
 * The number of channels in the frame header of a JPEG file with 8 bits a channel; `undefined` for anything else.
 * Asking sharp would cost a fifth of the decoding time.
 */
function jpegChannels(bytes: Buffer): number | undefined {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1];
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return bytes[at + 4] === 8 ? bytes[at + 9] : undefined;
  }
  return undefined;
}
