import type { Canvas } from './canvas';
import type { Point } from './curves';
import type { Random } from './random';
import type { Scene } from './scene';

/** Fills the canvas with the scene's background, a gradient. */
export function paintBackground({ colours, height, width }: Canvas, { background: [top, bottom] }: Scene): void {
  for (let y = 0, at = 0; y < height; y++) {
    const share = y / Math.max(1, height - 1);
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) colours[at++] = top[c] + (bottom[c] - top[c]) * share;
  }
}

/** Lights whatever is not background as if it lay on an ellipsoid around `centre` (Lambert). */
export function applyLight({ colours, solid, height, width }: Canvas, scene: Scene, centre: Point, unit: number): void {
  const { light, ambient, brightness } = scene;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (solid[i] === 0) continue;
      const nx = (x - centre[0]) / (1.25 * unit);
      const ny = (y - centre[1]) / (1.75 * unit);
      const nz = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
      const facing = Math.max(0, nx * light[0] + ny * light[1] + nz * light[2]);
      const factor = brightness * (ambient + (1 - ambient) * 1.25 * facing);
      for (let c = 0; c < 3; c++) colours[i * 3 + c] *= 1 + (factor - 1) * solid[i];
    }
  }
}

/**
 * What the camera makes of the canvas: blur, noise, 8 bits.
 * @param channels 1 gives gray by BT.601, 3 gives RGB.
 * @returns uint8 [height, width, channels]
 */
export function takePicture({ colours, height, width }: Canvas, scene: Scene, channels: 1 | 3, random: Random): Uint8Array {
  const picture = new Float32Array(height * width * channels);
  for (let i = 0; i < height * width; i++) {
    const [red, green, blue] = [colours[i * 3], colours[i * 3 + 1], colours[i * 3 + 2]];
    if (channels === 1) picture[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
    else picture.set([red, green, blue], i * 3);
  }
  const radius = scene.blur * Math.min(height, width);
  if (radius > 0) {
    const neighbour = Math.min(0.33, radius * 0.5);
    for (let pass = 0; pass < Math.max(1, Math.round(radius * radius)); pass++) {
      blurAlong(picture, height * width * channels, channels, width * channels, neighbour);
      blurAlong(picture, height * width * channels, width * channels, height * width * channels, neighbour);
    }
  }
  const bytes = new Uint8Array(picture.length);
  for (let i = 0; i < picture.length; i++) {
    bytes[i] = Math.max(0, Math.min(255, Math.round(picture[i] * 255 + random.quickBell(scene.noise))));
  }
  return bytes;
}

/** Three-point blur along lines whose neighbours are `step` apart; a line ends where the index reaches a multiple of `length`. */
function blurAlong(picture: Float32Array, size: number, step: number, length: number, neighbour: number): void {
  const source = picture.slice();
  for (let i = 0; i < size; i++) {
    const inLine = i % length;
    const before = inLine >= step ? source[i - step] : source[i];
    const after = inLine + step < length ? source[i + step] : source[i];
    picture[i] = source[i] * (1 - 2 * neighbour) + neighbour * (before + after);
  }
}
