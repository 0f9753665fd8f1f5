import path from 'node:path';
import { photoFiles } from '../photos/photo-files';
import { readPhoto } from '../photos/read-photo';
import { undoEnlarging } from './degrade';
import type { MeasuredFace } from './measure-super-resolution';

/**
 * Reads pairs as FSRNet's authors published them: `HR/` holds sharp faces, `LR/` under the same names what bicubic interpolation made of
 * 16×16 pixels; all 128×128. The small picture is worked out from the enlarged one (`undoEnlarging`).
 * @throws InputError for a folder without pictures or a pair that is not whole
 */
export async function officialPairs(folder: string): Promise<Required<Omit<MeasuredFace, 'points'>>[]> {
  const files = await photoFiles(path.join(folder, 'HR'));
  return Promise.all(
    files.map(async (file) => {
      const enlarged = await readPhoto(path.join(folder, 'LR', path.basename(file)));
      return { sharp: await readPhoto(file), small: undoEnlarging(enlarged).small, enlarged };
    }),
  );
}
