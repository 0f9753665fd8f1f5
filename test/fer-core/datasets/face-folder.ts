import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { generateFace } from '../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { ptsText } from '../../../packages/fer-core/src/datasets/pts-file';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';

/** A folder of generated faces as PNG files with `.pts` files beside them: `00_1.png`, `01_1.png`, … */
export async function writeFaces(folder: string, count: number, size = 96): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const { image, landmarks } = generateFace({ seed: 100 + i, expression: EXPRESSIONS[i % EXPRESSIONS.length]!, size, channels: 3 });
    const name = join(folder, `${String(i).padStart(2, '0')}_1`);
    await sharp(image, { raw: { width: size, height: size, channels: 3 } }).png().toFile(`${name}.png`);
    writeFileSync(`${name}.pts`, ptsText(landmarks));
  }
  return folder;
}
