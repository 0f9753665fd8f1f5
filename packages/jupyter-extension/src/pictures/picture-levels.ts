import { type EmbeddedImage, imageUrl } from 'fer-core/views';

/** A decoded picture: RGBA, levels 0 … 255. */
export interface Levels {
  width: number;
  height: number;
  /** [height, width, 4] */
  data: Uint8ClampedArray;
}

/** Decodes a picture of a payload. @throws Error for a file that is not an image */
export async function decodeLevels(image: EmbeddedImage): Promise<Levels> {
  const element = new Image();
  element.src = imageUrl(image);
  await element.decode();
  const context = canvasOf(image.width, image.height);
  context.drawImage(element, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** A picture as a URL that an `<image>` takes. */
export function levelsUrl({ width, height, data }: Levels): string {
  const context = canvasOf(width, height);
  const image = context.createImageData(width, height);
  image.data.set(data);
  context.putImageData(image, 0, 0);
  return context.canvas.toDataURL();
}

/**
 * How far two pictures of one size are apart at each pixel: the mean distance of the channels, times `gain`, as gray levels.
 * @throws Error for pictures of different size
 */
export function differenceOf(one: Levels, other: Levels, gain: number): Levels {
  if (one.width !== other.width || one.height !== other.height) throw new Error('the pictures are not of one size');
  const data = new Uint8ClampedArray(one.data.length);
  for (let at = 0; at < data.length; at += 4) {
    const apart = (channel: number): number => Math.abs(one.data[at + channel]! - other.data[at + channel]!);
    data.fill((gain * (apart(0) + apart(1) + apart(2))) / 3, at, at + 3);
    data[at + 3] = 255;
  }
  return { width: one.width, height: one.height, data };
}

/** The largest level of some of the maps that lie one below the other, stretched to the whole range, as gray levels. */
export function largestOfMaps(maps: Levels, count: number, chosen: readonly number[]): Levels {
  const [width, height] = [maps.width, maps.height / count];
  const size = width * height;
  const data = new Uint8ClampedArray(4 * size);
  let most = 1;
  for (let pixel = 0; pixel < size; pixel++) {
    let level = 0;
    for (const map of chosen) level = Math.max(level, maps.data[4 * (map * size + pixel)]!);
    data.fill(level, 4 * pixel, 4 * pixel + 3);
    most = Math.max(most, level);
  }
  for (let at = 0; at < data.length; at++) data[at] = at % 4 === 3 ? 255 : (255 * data[at]!) / most;
  return { width, height, data };
}

/** White where a map of indices has one index, black elsewhere; null where it has it nowhere. */
export function maskOf(map: Levels, index: number): Levels | null {
  const data = new Uint8ClampedArray(map.data.length);
  let found = false;
  for (let at = 0; at < data.length; at += 4) {
    const is = map.data[at] === index;
    found ||= is;
    data.fill(is ? 255 : 0, at, at + 3);
    data[at + 3] = 255;
  }
  return found ? { width: map.width, height: map.height, data } : null;
}

function canvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true })!;
}
