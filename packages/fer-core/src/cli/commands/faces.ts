import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { faceSheet } from '../../datasets/generated-faces/face-sheet';
import { InputError } from '../../input-error';

/** `fer faces --sheet <png>`: the picture sheet of the generated faces. */
export function facesCommand(): Command {
  return new Command('faces')
    .description('Draw a picture sheet of the generated faces')
    .requiredOption('--sheet <png>', 'file to write')
    .option('--seed <n>', 'another cast', '1')
    .action(async ({ sheet, seed }: { sheet: string; seed: string }) => {
      if (!/^\d{1,6}$/.test(seed)) throw new InputError(`faces: --seed: expected a whole number below a million, got ${seed}`);
      const picture = await faceSheet({ seed: Number(seed) });
      await mkdir(dirname(sheet), { recursive: true });
      const temporary = `${sheet}.partial-${process.pid}`;
      await writeFile(temporary, picture, { flush: true });
      await rename(temporary, sheet);
      console.log(`${sheet}: ${Math.round(picture.length / 1000)} kB`);
    });
}
