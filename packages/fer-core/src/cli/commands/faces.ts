import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { faceSheet } from '../../datasets/generated-faces/face-sheet';
import { InputError } from '../../input-error';
import { writeAtomically } from '../../write-atomically';

/** `fer faces --sheet <png>`: the picture sheet of the generated faces. */
export function facesCommand(): Command {
  return new Command('faces')
    .description('Draw a picture sheet of the generated faces, which serve where no data set is at hand')
    .requiredOption('--sheet <png>', 'PNG file to write')
    .option('--seed <n>', 'other persons for another number', '1')
    .addHelpText('after', '\nExample:\n  npx fer faces --sheet images/faces.png --seed 2')
    .action(async ({ sheet, seed }: { sheet: string; seed: string }) => {
      if (!/^\d{1,6}$/.test(seed)) throw new InputError(`faces: --seed: expected a whole number below a million, got ${seed}`);
      const picture = await faceSheet({ seed: Number(seed) });
      await mkdir(dirname(sheet), { recursive: true });
      await writeAtomically(sheet, picture);
      console.log(`${sheet}: ${Math.round(picture.length / 1000)} kB`);
    });
}
