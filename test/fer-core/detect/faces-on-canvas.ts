import { generateFace } from '../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';

/** A generated face to be put on a canvas: its seed, the side of its square picture, and where that goes, in pixels. */
export interface PlacedFace {
  seed: number;
  size: number;
  left: number;
  top: number;
}

/** A gray photo with generated faces on it, seen from the front and smiling. */
export function facesOnCanvas(faces: readonly PlacedFace[], width = 800, height = 600): Photo {
  const pixels = new Uint8Array(3 * width * height).fill(120);
  for (const { seed, size, left, top } of faces) {
    const { image } = generateFace({ seed, size, channels: 3, expression: 'happy', scene: { yaw: 0 } });
    for (let y = 0; y < size; y++) pixels.set(image.subarray(3 * size * y, 3 * size * (y + 1)), 3 * ((top + y) * width + left));
  }
  return { width, height, pixels };
}
