import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { LandmarkFace } from '../../../packages/fer-core/src/datasets/landmark-faces';
import { generateFace } from '../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { ptsText } from '../../../packages/fer-core/src/datasets/pts-file';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';

/** Drawn faces with their points. */
export function drawnFaces(count: number, size = 96, firstSeed = 1): LandmarkFace[] {
  return Array.from({ length: count }, (_, index) => {
    const { image, landmarks } = generateFace({ seed: firstSeed + index, expression: EXPRESSIONS[index % EXPRESSIONS.length]!, size });
    return { file: `drawn_${index}.png`, width: size, height: size, pixels: image, points: landmarks };
  });
}

/** The same as files with .pts beside them. */
export async function drawnFaceFolder(folder: string, count: number, size = 96, firstSeed = 1): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const [index, { width, height, pixels, points }] of drawnFaces(count, size, firstSeed).entries()) {
    await sharp(pixels, { raw: { width, height, channels: 1 } }).png().toFile(path.join(folder, `face${index}_1.png`));
    await writeFile(path.join(folder, `face${index}_1.pts`), ptsText(points));
  }
  return folder;
}
