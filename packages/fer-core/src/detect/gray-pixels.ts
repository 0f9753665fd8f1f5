import type { Photo } from '../photos/photo';

/**
 * A photo in gray, by the weights of BT.601 and OpenCV's rounding (0.299, 0.587 and 0.114 in 15 bits).
 * @param shrink each pixel of the result is the mean of shrink × shrink pixels; what is left over at the right and below is left out
 * @param target receives uint8 [floor(height / shrink), floor(width / shrink)]
 */
export function grayPixels({ width, height, pixels }: Photo, shrink: number, target: Uint8Array): void {
  const [columns, rows] = [Math.floor(width / shrink), Math.floor(height / shrink)];
  const share = 1 / (shrink * shrink);
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      let sum = 0;
      for (let y = row * shrink; y < (row + 1) * shrink; y++) {
        for (let x = column * shrink, from = 3 * (y * width + x); x < (column + 1) * shrink; x++, from += 3) {
          sum += (pixels[from]! * 9798 + pixels[from + 1]! * 19235 + pixels[from + 2]! * 3735 + 16384) >> 15;
        }
      }
      target[to] = sum * share + (shrink === 1 ? 0 : 0.5);
    }
  }
}
