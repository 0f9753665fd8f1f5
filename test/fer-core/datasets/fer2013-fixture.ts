import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { ImageSource, SourceItem } from '../../../packages/fer-core/src/datasets/source-image';

/** 2,304 gray values that differ from row to row of a csv. */
export function pixelsOf(seed: number): Uint8Array {
  return Uint8Array.from({ length: 48 * 48 }, (_, i) => (i * 7 + seed * 31) % 256);
}

/** A row of `fer2013.csv` in its usual column order. */
export function csvRow(emotion: number | string, seed: number, usage = 'Training'): string {
  return `${emotion},${pixelsOf(seed).join(' ')},${usage}`;
}

export const HEADER = 'emotion,pixels,Usage';

/** Writes a file of lines that each end in `\n`. */
export function writeLines(folder: string, lines: readonly string[], name = 'fer2013.csv'): string {
  const file = join(folder, name);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

/** Writes a gray PNG (or what the name's ending says) of 48×48 pixels, or of another size. */
export async function writeImage(file: string, seed: number, size = 48): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const pixels = Uint8Array.from({ length: size * size }, (_, i) => (i * 7 + seed * 31) % 256);
  await sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .toColourspace('b-w')
    .toFile(file);
}

/** Reads a source to its end; pixels are copied, since a source may use its buffer again. */
export async function everything(source: ImageSource): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of source.items()) {
    items.push('image' in item ? { image: { ...item.image, pixels: item.image.pixels.slice() } } : item);
  }
  return items;
}
