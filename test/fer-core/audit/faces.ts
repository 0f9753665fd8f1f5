import type { LabeledImages, Split } from '../../../packages/fer-core/src/datasets/labeled-images';

const SIDE = 48;

/** A smooth pattern, different for each seed: gray blobs at places that the seed decides. uint8 [48, 48] */
export function pattern(seed: number, { shift = 0, gain = 1, lift = 0, noise = 0 } = {}): Uint8Array {
  let state = seed * 7919 + 17;
  const draw = (): number => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  const blobs = Array.from({ length: 8 }, () => [draw() * SIDE, draw() * SIDE, 4 + 8 * draw(), draw() < 0.5 ? -60 : 60] as const);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [(i % SIDE) - shift, Math.floor(i / SIDE)];
    const value = blobs.reduce((sum, [cx, cy, r, height]) => sum + height * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * r * r)), 120);
    return Math.round(Math.min(255, Math.max(0, gain * value + lift + noise * (draw() - 0.5))));
  });
}

/** A split of such patterns; ids are `<split> <index>`. */
export function split(name: Split, images: readonly Uint8Array[], labels: readonly number[]): LabeledImages {
  return {
    name: 'patterns',
    split: name,
    classes: ['happy', 'sad'],
    count: images.length,
    height: SIDE,
    width: SIDE,
    channels: 1,
    images: Buffer.concat(images),
    labels: Uint8Array.from(labels),
    ids: images.map((_, index) => `${name} ${index}`),
  };
}
