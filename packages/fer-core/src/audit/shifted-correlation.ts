/**
 * Largest correlation of two images when one is shifted by up to `shift` pixels in each direction; only what overlaps counts.
 * @param images uint8 [count, height, width]
 * @param first index of an image
 * @param second index of the other
 * @returns in [−1, 1]; 0 where one of both is flat
 */
export function shiftedCorrelation(images: Uint8Array, height: number, width: number, first: number, second: number, shift: number): number {
  const size = height * width;
  let best = -1;
  for (let down = -shift; down <= shift; down++) {
    for (let across = -shift; across <= shift; across++) {
      let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
      for (let y = Math.max(0, down); y < height + Math.min(0, down); y++) {
        let at = first * size + y * width + Math.max(0, across);
        let to = second * size + (y - down) * width + Math.max(0, -across);
        for (let x = Math.abs(across); x < width; x++, at++, to++) {
          const [p, q] = [images[at], images[to]];
          n++;
          a += p;
          b += q;
          aa += p * p;
          bb += q * q;
          ab += p * q;
        }
      }
      const spread = (n * aa - a * a) * (n * bb - b * b);
      const correlation = spread > 0 ? (n * ab - a * b) / Math.sqrt(spread) : 0;
      if (correlation > best) best = correlation;
    }
  }
  return best;
}
