import sharp from 'sharp';
import { detectFaces } from '../detect/detect-faces';
import type { LabeledImages } from '../datasets/labeled-images';

/** Faces of FER-2013 fill their picture; detectors look for ones with something around them. */
const SHOWN = 128;
const AROUND = 64;

export interface FacelessOptions {
  /** Least score of a face, in (0, 1). Default 0.3: a candidate list should hold few real faces. */
  minScore?: number;
  /** Told after each image how many are done. */
  onProgress?: (done: number) => void;
}

/**
 * Images in which the face detector finds no face, at 128×128 pixels with their border continued by half on each side.
 * They are candidates: turned, covered and drawn faces are among them, a few objects that look like a face are not.
 * @returns their indices, ascending
 * @throws InputError as `detectFaces`
 */
export async function facelessImages(data: LabeledImages, { minScore = 0.3, onProgress }: FacelessOptions = {}): Promise<number[]> {
  const { height, width, channels, count, images } = data;
  const size = height * width * channels;
  const faceless: number[] = [];
  for (let image = 0; image < count; image++) {
    const { data: pixels, info } = await sharp(images.subarray(image * size, (image + 1) * size), { raw: { width, height, channels: channels as 1 | 3 } })
      .resize(SHOWN, SHOWN, { kernel: 'cubic', fit: 'fill' })
      .extend({ top: AROUND, bottom: AROUND, left: AROUND, right: AROUND, extendWith: 'copy' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const photo = { width: info.width, height: info.height, pixels: new Uint8Array(pixels) };
    const faces = await detectFaces(photo, { minScore, maxFaces: 1, smallestFace: 0.2 });
    if (faces.length === 0) faceless.push(image);
    onProgress?.(image + 1);
  }
  return faceless;
}
