/**
 * Luma of BT.601 in its studio range 16 … 235, rounded to whole levels: the Y channel on which super-resolution papers measure,
 * as MATLAB's `rgb2ycbcr` for 8-bit pictures.
 * @param pixels levels 0 … 255, [height, width, 3], RGB
 * @returns [height, width]
 */
export function luma(pixels: ArrayLike<number>): Uint8Array {
  const result = new Uint8Array(pixels.length / 3);
  for (let i = 0; i < result.length; i++) {
    const [red, green, blue] = [pixels[3 * i]!, pixels[3 * i + 1]!, pixels[3 * i + 2]!];
    result[i] = Math.round(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255);
  }
  return result;
}
