import { decodeBase64, embeddedPixels, type ImageBlock, type ImagesAnswer } from 'fer-core/views';
import type { LiveObject } from '../kernel/live-object';

/** Where gray images come from; each answer holds uint8 `[height, width]` for each index, in order. */
export interface ImageSource {
  /** @throws Error saying why there are none. */
  load(indices: readonly number[]): Promise<Uint8Array[]>;
}

/** Pixels of all images in one block, uint8 `[n, height, width]`. */
export class BlockOfImages implements ImageSource {
  constructor(
    private readonly pixels: Uint8Array,
    private readonly bytesEach: number,
  ) {}

  async load(indices: readonly number[]): Promise<Uint8Array[]> {
    return indices.map((index) => this.pixels.subarray(index * this.bytesEach, (index + 1) * this.bytesEach));
  }
}

/** Pixels that the kernel serves; each image is asked for once. */
export class ImagesFromKernel implements ImageSource {
  private readonly kept = new Map<number, Uint8Array>();

  constructor(
    private readonly object: LiveObject,
    private readonly bytesEach: number,
  ) {}

  async load(indices: readonly number[]): Promise<Uint8Array[]> {
    const missing = indices.filter((index) => !this.kept.has(index));
    if (missing.length > 0) {
      const { pixels } = (await this.object.call('images', { indices: missing })) as ImagesAnswer;
      const block = new BlockOfImages(decodeBase64(pixels), this.bytesEach);
      const images = await block.load(missing.map((_, position) => position));
      missing.forEach((index, position) => this.kept.set(index, images[position]));
    }
    return indices.map((index) => this.kept.get(index) as Uint8Array);
  }
}

/** The pixels of a view's `count` images in a notebook: embedded, or served by its kernel. */
export function imageSource(block: ImageBlock, count: number, object: LiveObject): ImageSource {
  const pixels = embeddedPixels(block, count);
  const bytesEach = block.height * block.width;
  return pixels ? new BlockOfImages(pixels, bytesEach) : new ImagesFromKernel(object, bytesEach);
}
