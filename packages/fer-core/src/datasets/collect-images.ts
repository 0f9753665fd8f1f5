import { EXPRESSIONS } from '../expressions';
import { InputError } from '../input-error';
import { plainBytes, type LabeledImages, type Split } from './labeled-images';
import type { ImageSource } from './source-image';

/**
 * One split of a source in memory. Nothing is left out: the first defect that is read, of whatever split, is an error.
 * @throws InputError for a defect, images of different sizes, or a split without images.
 */
export async function collectImages(source: ImageSource, split: Split, name: string): Promise<LabeledImages> {
  const images: Uint8Array[] = [];
  const labels: number[] = [];
  const ids: string[] = [];
  let height = 0;
  let width = 0;
  for await (const item of source.items()) {
    if ('defect' in item) throw new InputError(`${source.name}: ${item.defect.where}: ${item.defect.reason}`);
    const { image } = item;
    if (image.split !== split) continue;
    if (images.length === 0) ({ height, width } = image);
    if (image.height !== height || image.width !== width) {
      throw new InputError(`${source.name}: ${image.id}: expected ${width}×${height} pixels as in ${ids[0]}, got ${image.width}×${image.height}`);
    }
    images.push(image.pixels.slice());
    labels.push(image.label);
    ids.push(image.id);
  }
  if (images.length === 0) throw new InputError(`${source.name}: expected images of the split ${split}, got none`);
  return {
    name,
    split,
    classes: EXPRESSIONS,
    count: images.length,
    height,
    width,
    channels: 1,
    images: plainBytes(Buffer.concat(images)),
    labels: Uint8Array.from(labels),
    ids,
  };
}
