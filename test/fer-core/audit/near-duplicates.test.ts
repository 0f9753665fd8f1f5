import { describe, expect, it } from 'vitest';
import { imageSignatures, SIGNATURE_LENGTH } from '../../../packages/fer-core/src/audit/image-signature';
import { findTwins } from '../../../packages/fer-core/src/audit/near-duplicates';
import { shiftedCorrelation } from '../../../packages/fer-core/src/audit/shifted-correlation';
import { pattern } from './faces';

const find = (images: Uint8Array[], options = {}) => findTwins(Buffer.concat(images), 48, 48, options);
const short = (pairs: Awaited<ReturnType<typeof findTwins>>) => pairs.map(({ first, second, exact }) => [first, second, exact]);

describe('imageSignatures', () => {
  it('have the correlation of block means as dot product', () => {
    const [a, b] = [pattern(1), pattern(2)];
    const signatures = imageSignatures(Buffer.concat([a, b]), 2, 48, 48);
    const means = [a, b].map((image) => {
      const blocks = new Array<number>(144).fill(0);
      image.forEach((value, i) => (blocks[Math.floor(i / 48 / 4) * 12 + Math.floor((i % 48) / 4)]! += value / 16));
      const mean = blocks.reduce((sum, value) => sum + value) / 144;
      const centred = blocks.map((value) => value - mean);
      const norm = Math.hypot(...centred);
      return centred.map((value) => value / norm);
    });
    const expected = means[0]!.reduce((sum, value, i) => sum + value * means[1]![i]!, 0);
    let dot = 0;
    for (let i = 0; i < SIGNATURE_LENGTH; i++) dot += signatures[i]! * signatures[SIGNATURE_LENGTH + i]!;
    expect(dot).toBeCloseTo(expected, 5);
  });

  it('are zero for flat images', () => {
    expect(imageSignatures(new Uint8Array(2304).fill(90), 1, 48, 48).every((value) => value === 0)).toBe(true);
  });
});

describe('shiftedCorrelation', () => {
  it('finds the shift within its reach, and not beyond', () => {
    const images = Buffer.concat([pattern(1), pattern(1, { shift: 2 })]);
    expect(shiftedCorrelation(images, 48, 48, 0, 1, 2)).toBeGreaterThan(0.9999);
    expect(shiftedCorrelation(images, 48, 48, 0, 1, 1)).toBeLessThan(0.999);
    expect(shiftedCorrelation(images, 48, 48, 1, 0, 2)).toBeGreaterThan(0.9999);
  });
});

describe('findTwins', () => {
  it('finds equal images, and the same one shifted, brighter or noisy; none among different ones', async () => {
    const pairs = await find([pattern(1), pattern(2), pattern(1), pattern(2, { shift: 1 }), pattern(3), pattern(3, { gain: 0.6, lift: 40, noise: 8 }), pattern(4)]);
    expect(short(pairs)).toEqual([[0, 2, true], [1, 3, false], [4, 5, false]]);
    expect(pairs[0]!.correlation).toBe(1);
    expect(pairs[2]!.correlation).toBeLessThan(1);
  });

  it('misses no pair that comparing all with all finds', async () => {
    const images = Array.from({ length: 30 }, (_, i) => pattern(i % 10, { shift: i % 3, noise: 10 * Math.floor(i / 10), gain: 1 - (i % 4) / 10 }));
    const all = Buffer.concat(images);
    const expected: [number, number][] = [];
    for (let a = 0; a < 30; a++) for (let b = a + 1; b < 30; b++) if (shiftedCorrelation(all, 48, 48, a, b, 2) >= 0.97) expected.push([a, b]);
    expect(expected.length).toBeGreaterThan(10);
    expect((await find(images, { correlation: 0.97 })).map(({ first, second }) => [first, second])).toEqual(expected);
  });

  it('is stricter with a higher correlation', async () => {
    const images = [pattern(5), pattern(5, { noise: 30 })];
    const { correlation } = (await find(images, { correlation: 0.9 }).then((pairs) => pairs[0])) ?? { correlation: NaN };
    expect(correlation).toBeLessThan(0.99);
    expect(await find(images, { correlation: 0.99 })).toEqual([]);
  });

  it('pairs flat images only where they are equal', async () => {
    const flat = (level: number) => new Uint8Array(2304).fill(level);
    expect(await find([flat(7), flat(8), pattern(1), flat(7)])).toEqual([{ first: 0, second: 3, correlation: 1, exact: true }]);
  });

  it('tells how far it is', async () => {
    const shares: number[] = [];
    await find([pattern(1), pattern(2)], { onProgress: (share: number) => shares.push(share) });
    expect(shares).toEqual([0, 1]);
  });

  it('refuses what it cannot compare', async () => {
    await expect(findTwins(new Uint8Array(100), 48, 48)).rejects.toThrow('expected whole images of at least 12×12 pixels, got 100 bytes for 48×48');
    await expect(findTwins(new Uint8Array(64), 8, 8)).rejects.toThrow('at least 12×12');
    for (const correlation of [0.5, 1.1, NaN]) await expect(find([pattern(1)], { correlation })).rejects.toThrow('expected a correlation from 0.9 to 1');
  });
});
