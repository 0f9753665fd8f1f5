import prand from 'pure-rand';
import type { Draw } from '../augmentation';

export interface LightSettings {
  gamma: number;
  sideLight: number;
  noise: number;
  hiddenShare: number;
  hiddenSide: number;
}

/** Normal numbers are drawn once; a crop reads them from a place and in an order of its own. */
const NOISE = normalNumbers(1 << 16);
/** Smallest side of what is hidden, as a share of the largest. */
const SMALLEST_HIDDEN = 0.25;

/** Changes a gray crop [size, size] in place: gamma, light from a side, a part hidden, noise. */
export function disturbLight(pixels: Uint8Array, size: number, settings: LightSettings, draw: Draw): void {
  const within = (range: number): number => (2 * draw() - 1) * range;
  const gamma = Math.exp(within(Math.log(settings.gamma)));
  const curve = Float32Array.from({ length: 256 }, (_, level) => 255 * (level / 255) ** gamma);
  const [angle, strength] = [2 * Math.PI * draw(), within(settings.sideLight)];
  const [across, down] = [(strength * Math.cos(angle)) / size, (strength * Math.sin(angle)) / size];
  const gain = 1 + within(0.3);
  const lift = within(30);
  const deviation = settings.noise * draw() ** 2;
  let noise = Math.floor(draw() * NOISE.length);
  const stride = 2 * Math.floor(draw() * 512) + 1;
  if (draw() < settings.hiddenShare) hide(pixels, size, settings.hiddenSide, draw);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const light = gain * (1 + across * (x - size / 2) + down * (y - size / 2));
      noise = (noise + stride) & (NOISE.length - 1);
      const level = curve[pixels[at]!]! * light + lift + deviation * NOISE[noise]!;
      pixels[at] = level < 0 ? 0 : level > 255 ? 255 : level + 0.5;
    }
  }
}

/** Covers a turned ellipse or rectangle by one level, or by another part of the crop. */
function hide(pixels: Uint8Array, size: number, largest: number, draw: Draw): void {
  const side = (): number => (size * largest * (SMALLEST_HIDDEN + (1 - SMALLEST_HIDDEN) * draw())) / 2;
  const [halfWidth, halfHeight, x0, y0, angle] = [side(), side(), size * draw(), size * draw(), Math.PI * draw()];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const round = draw() < 0.5;
  const level = Math.floor(256 * draw());
  const copied = draw() < 0.5 ? pixels.slice() : null;
  const [right, down] = [Math.floor(size * draw()), Math.floor(size * draw())];
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const [u, v] = [(cos * (x - x0) + sin * (y - y0)) / halfWidth, (cos * (y - y0) - sin * (x - x0)) / halfHeight];
      const inside = round ? u * u + v * v < 1 : Math.abs(u) < 1 && Math.abs(v) < 1;
      if (inside) pixels[at] = copied ? copied[((y + down) % size) * size + ((x + right) % size)]! : level;
    }
  }
}

/** Standard normal numbers (Box & Muller 1958), the same each time. */
function normalNumbers(count: number): Float32Array {
  const random = prand.xoroshiro128plus(68);
  const uniform = (): number => (prand.unsafeUniformIntDistribution(1, 0x1000000, random) - 0.5) / 0x1000000;
  return Float32Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}
