/** Images whose gray levels spread less than this (standard deviation) show no face. */
export const FLAT_DEVIATION = 4;

/**
 * Images that are one tone all over.
 * @param images uint8 [count, size]
 * @param size bytes of an image
 * @returns their indices, ascending
 */
export function flatImages(images: Uint8Array, size: number, deviation = FLAT_DEVIATION): number[] {
  const flat: number[] = [];
  for (let image = 0; image * size < images.length; image++) {
    let [sum, squares] = [0, 0];
    for (let i = image * size; i < (image + 1) * size; i++) {
      sum += images[i];
      squares += images[i] * images[i];
    }
    if (squares / size - (sum / size) ** 2 < deviation * deviation) flat.push(image);
  }
  return flat;
}
