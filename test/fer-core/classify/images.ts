import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import type { LabeledImages } from '../../../packages/fer-core/src/datasets/labeled-images';

/** Gray waves that differ from image to image and look otherwise in a mirror: uint8 [count, size, size]. */
export function waves(count: number, size: number): Uint8Array {
  return Uint8Array.from({ length: count * size * size }, (_, at) => {
    const [image, y, x] = [Math.floor(at / size / size), Math.floor(at / size) % size, at % size];
    return Math.round(127.5 + 127 * Math.sin(((image + 2) * x + (3 - image) * y * 1.7 + image * 11) / size));
  });
}

/** Such images with the labels 0, 1, 2, … */
export function labeledWaves(count: number, size: number, changes: Partial<LabeledImages> = {}): LabeledImages {
  return {
    name: 'waves',
    split: 'validation',
    classes: [...EXPRESSIONS],
    count,
    height: size,
    width: size,
    channels: 1,
    images: waves(count, size),
    labels: Uint8Array.from({ length: count }, (_, image) => image % EXPRESSIONS.length),
    ids: Array.from({ length: count }, (_, image) => `wave, ${image}`),
    ...changes,
  };
}
