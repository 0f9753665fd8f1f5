import { openClassFolders } from './class-folders';
import { collectImages } from './collect-images';
import type { LabeledImages, Split } from './labeled-images';

/**
 * Images in class folders, gray, in memory.
 * If `dir` holds split folders (`train`, `validation`, …), those of `split` alone are read; if it holds class folders, all of them,
 * stamped with `split`. Folder names are expressions, found by name; all images must have one size.
 * @returns images uint8 [n, height, width, 1], ids are paths inside `dir`.
 * @throws InputError for an unreadable image, differing sizes, unknown class names, or no image of the split.
 */
export async function loadClassFolders(dir: string, split: Split): Promise<LabeledImages> {
  const source = openClassFolders(dir, { split, only: split });
  return collectImages(source, split, source.name);
}
