import { describe, expect, it } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { psnr } from '../../../packages/fer-core/src/evaluate/psnr';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { degrade, enlarge } from '../../../packages/fer-core/src/super-resolve/degrade';
import { FaceSuperResolver } from '../../../packages/fer-core/src/super-resolve/face-super-resolver';
import { waves } from './pictures';
import { tinySuperResolutionModel } from './tiny-resolver';

await startBackend();

const smalls = [0, 1, 2].map((phase) => degrade(waves(128, 128, phase)));
const mirror = ({ width, height, pixels }: Photo): Photo => ({
  width,
  height,
  pixels: pixels.map((_, i) => pixels[i - 3 * (Math.floor(i / 3) % width) + 3 * (width - 1 - (Math.floor(i / 3) % width))]!),
});

async function withResolver<T>(options: { mirrored?: boolean }, work: (resolver: FaceSuperResolver) => T, model = tinySuperResolutionModel()): Promise<T> {
  const resolver = await FaceSuperResolver.create(model, options);
  try {
    return work(resolver);
  } finally {
    resolver.dispose();
  }
}

describe('FaceSuperResolver', () => {
  it('gives pictures of 128×128 in order, many at once as one by one', async () => {
    await withResolver({}, (resolver) => {
      const nine = Array.from({ length: 9 }, (_, i) => smalls[i % 3]!);
      const together = resolver.superResolveAll(nine).map(({ picture }) => picture);
      expect(together.map(({ width, height }) => [width, height])).toEqual(nine.map(() => [128, 128]));
      nine.forEach((small, i) => expect(psnr(resolver.superResolve(small).pixels, together[i]!.pixels)).toBeGreaterThan(60));
      expect(psnr(together[0]!.pixels, together[1]!.pixels)).toBeLessThan(30);
      expect(psnr(together[0]!.pixels, enlarge(smalls[0]!).pixels)).toBeLessThan(60);
    });
  });

  it('treats left and right alike where it averages with the mirrored face', async () => {
    const difference = (mirrored: boolean): Promise<number> =>
      withResolver({ mirrored }, (resolver) => psnr(mirror(resolver.superResolve(mirror(smalls[1]!))).pixels, resolver.superResolve(smalls[1]!).pixels));
    expect(await difference(true)).toBeGreaterThan(60);
    expect(await difference(false)).toBeLessThan(55);
  });

  it('tells what its prior network sees, as far as it has heads', async () => {
    const [face] = await withResolver({}, (resolver) => resolver.superResolveAll([smalls[0]!]));
    expect([face!.priors.points!.length, face!.priors.regions!.length, face!.priors.side]).toEqual([68, 32 * 32, 32]);
    const [blind] = await withResolver({}, (resolver) => resolver.superResolveAll([smalls[0]!]), tinySuperResolutionModel({ priors: 'none' }));
    expect([blind!.priors.points, blind!.priors.regions]).toEqual([null, null]);
  });

  it('leaves no tensors behind, also where it refuses a model', async () => {
    const before = tf.memory().numTensors;
    await withResolver({}, (resolver) => resolver.superResolve(smalls[0]!));
    const model = tinySuperResolutionModel();
    await expect(FaceSuperResolver.create({ ...model, network: 'xception' })).rejects.toThrow('FaceSuperResolver: expected an FSRNet, got xception');
    await expect(FaceSuperResolver.create({ ...model, weights: { ...model.weights, 'conv2d/bias': new Float32Array(3) } })).rejects.toThrow('expected 8 values of conv2d/bias, got 3');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a picture of another size', async () => {
    await withResolver({}, (resolver) => expect(() => resolver.superResolve(waves(128))).toThrow('enlarge: expected a picture of 16×16 pixels, got 128×128'));
  });
});
