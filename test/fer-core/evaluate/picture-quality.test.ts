import { describe, expect, it } from 'vitest';
import { luma } from '../../../packages/fer-core/src/evaluate/luma';
import { meanQuality, pictureQuality } from '../../../packages/fer-core/src/evaluate/picture-quality';
import golden from './scikit-image-golden.json';

const WIDTH = 24;
const HEIGHT = 20;

/** The pictures of make-scikit-image-golden.py. */
function formula(a: number, b: number, c: number): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < pixels.length; i++) {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % WIDTH, Math.floor(i / (3 * WIDTH))];
    pixels[i] = (a * x * x + b * x * y + c * y + 37 * channel) % 256;
  }
  return pixels;
}

const truth = { width: WIDTH, height: HEIGHT, pixels: formula(1, 3, 5) };
const noise = formula(7, 1, 11);
const other = { ...truth, pixels: Uint8Array.from(truth.pixels, (level, i) => Math.min(255, Math.max(0, level + Math.floor(noise[i]! / 4) - 32))) };

describe('pictureQuality', () => {
  it("agrees with scikit-image's PSNR and SSIM, on luma and on RGB", () => {
    const quality = pictureQuality(other, truth);
    for (const name of ['psnrY', 'ssimY', 'psnrRgb', 'ssimRgb'] as const) expect(quality[name], name).toBeCloseTo(golden[name], 6);
  });

  it('is perfect for the truth itself', () => {
    expect(pictureQuality(truth, truth)).toEqual({ psnrY: Infinity, ssimY: expect.closeTo(1, 12) as number, psnrRgb: Infinity, ssimRgb: expect.closeTo(1, 12) as number });
  });

  it('refuses pictures of different size', () => {
    expect(() => pictureQuality({ ...truth, width: HEIGHT, height: WIDTH }, truth)).toThrow('pictureQuality: expected 24×20 pixels, got 20×24');
  });
});

describe('luma', () => {
  it("agrees with scikit-image's rgb2ycbcr, and spans 16 to 235", () => {
    expect([...luma(truth.pixels)].slice(0, WIDTH)).toEqual(golden.firstLumaRow);
    expect([...luma([0, 0, 0, 255, 255, 255])]).toEqual([16, 235]);
  });
});

describe('meanQuality', () => {
  it("takes the mean of each picture's decibels", () => {
    const [one, two] = [20, 30].map((psnrY) => ({ psnrY, ssimY: 0.5, psnrRgb: psnrY - 1, ssimRgb: 0.25 }));
    expect(meanQuality([one!, two!])).toEqual({ psnrY: 25, ssimY: 0.5, psnrRgb: 24, ssimRgb: 0.25 });
    expect(() => meanQuality([])).toThrow('meanQuality: expected at least one picture, got none');
  });
});
