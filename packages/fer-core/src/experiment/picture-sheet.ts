import type { LabeledImages } from '../datasets/labeled-images';
import type { Photo } from '../photos/photo';

/** Pictures beside each other in one photo, each continued by its border, so that many can be looked at in one go. */
export interface PictureSheet {
  readonly photo: Photo;
  /** Where the first pixel of each picture lies. */
  readonly places: readonly (readonly [left: number, top: number])[];
}

/** A picture's border is continued by this share of its side to each side. */
const AROUND = 0.5;
const COLUMNS = 8;

/**
 * Lays gray pictures out on a sheet.
 * @param first index of the first of them
 * @param count at least 1
 */
export function pictureSheet({ images, height, width }: Pick<LabeledImages, 'images' | 'height' | 'width'>, first: number, count: number): PictureSheet {
  const [marginX, marginY] = [Math.round(width * AROUND), Math.round(height * AROUND)];
  const [cellWidth, cellHeight] = [width + 2 * marginX, height + 2 * marginY];
  const columns = Math.min(COLUMNS, count);
  const sheet = { width: columns * cellWidth, height: Math.ceil(count / columns) * cellHeight };
  const pixels = new Uint8Array(3 * sheet.width * sheet.height);
  const places = Array.from({ length: count }, (_, i): [number, number] => {
    const [left, top] = [(i % columns) * cellWidth, Math.floor(i / columns) * cellHeight];
    const start = (first + i) * width * height;
    for (let y = 0; y < cellHeight; y++) {
      const row = start + Math.min(height - 1, Math.max(0, y - marginY)) * width;
      for (let x = 0; x < cellWidth; x++) {
        const level = images[row + Math.min(width - 1, Math.max(0, x - marginX))];
        pixels.fill(level, 3 * ((top + y) * sheet.width + left + x), 3 * ((top + y) * sheet.width + left + x) + 3);
      }
    }
    return [left + marginX, top + marginY];
  });
  return { photo: { ...sheet, pixels }, places };
}

/** One gray picture as a photo. */
export function grayPhoto({ images, height, width }: Pick<LabeledImages, 'images' | 'height' | 'width'>, index: number): Photo {
  const size = height * width;
  const pixels = new Uint8Array(3 * size);
  for (let i = 0; i < size; i++) pixels.fill(images[index * size + i], 3 * i, 3 * i + 3);
  return { width, height, pixels };
}
