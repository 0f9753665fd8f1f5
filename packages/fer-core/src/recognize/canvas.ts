import type { Photo } from '../photos/photo';
import type { Lettering } from './lettering';

/** RGB, 0 … 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Draws on a photo's pixels, in place. Whatever reaches beyond the photo is left out. Quick enough for each frame of a video. */
export class Canvas {
  constructor(readonly photo: Photo) {}

  /** Fills the pixels of columns left … right − 1 and rows top … bottom − 1. */
  fill(left: number, top: number, right: number, bottom: number, colour: Colour): void {
    const { width, height, pixels } = this.photo;
    const [x0, x1] = [Math.max(0, Math.round(left)), Math.min(width, Math.round(right))];
    const [y0, y1] = [Math.max(0, Math.round(top)), Math.min(height, Math.round(bottom))];
    for (let y = y0; y < y1; y++) {
      for (let x = x0, at = 3 * (y * width + x0); x < x1; x++, at += 3) {
        pixels[at] = colour[0];
        pixels[at + 1] = colour[1];
        pixels[at + 2] = colour[2];
      }
    }
  }

  /** A frame of `thickness` pixels within the given edges. */
  frame(left: number, top: number, right: number, bottom: number, thickness: number, colour: Colour): void {
    this.fill(left, top, right, top + thickness, colour);
    this.fill(left, bottom - thickness, right, bottom, colour);
    this.fill(left, top + thickness, left + thickness, bottom - thickness, colour);
    this.fill(right - thickness, top + thickness, right, bottom - thickness, colour);
  }

  /** A disc, its rim softened. */
  dot(x: number, y: number, radius: number, colour: Colour): void {
    for (let row = Math.floor(y - radius - 1); row <= y + radius + 1; row++) {
      for (let column = Math.floor(x - radius - 1); column <= x + radius + 1; column++) {
        this.blend(column, row, Math.min(1, Math.max(0, radius + 0.5 - Math.sqrt((column - x) ** 2 + (row - y) ** 2))), colour);
      }
    }
  }

  /** Letters, their left top corner at (left, top). */
  text({ width, height, cover }: Lettering, left: number, top: number, colour: Colour): void {
    const [x, y] = [Math.round(left), Math.round(top)];
    for (let row = 0, at = 0; row < height; row++) {
      for (let column = 0; column < width; column++, at++) {
        if (cover[at]! > 0) this.blend(x + column, y + row, cover[at]! / 255, colour);
      }
    }
  }

  private blend(x: number, y: number, share: number, colour: Colour): void {
    const { width, height, pixels } = this.photo;
    if (share === 0 || x < 0 || y < 0 || x >= width || y >= height) return;
    const at = 3 * (y * width + x);
    for (let channel = 0; channel < 3; channel++) pixels[at + channel] = Math.round(pixels[at + channel]! * (1 - share) + colour[channel]! * share);
  }
}
