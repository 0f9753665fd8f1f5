import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../input-error';

const EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.tif', '.tiff', '.avif']);

/** Digits compare as numbers: `2.jpg` comes before `10.jpg`. */
const natural = new Intl.Collator('en', { numeric: true });

/**
 * Lists the image files of a folder by their extensions, in natural order; subfolders and hidden files are left out.
 * @returns paths that begin with `folder`
 * @throws InputError when the folder is not there or holds no image file
 */
export async function photoFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`photoFiles: expected a folder, found ${error.code === 'ENOTDIR' ? 'a file' : 'none'} at ${folder}`);
  });
  const names = entries.filter((entry) => !entry.isDirectory() && isPhotoFile(entry.name)).map(({ name }) => name);
  if (names.length === 0) throw new InputError(`photoFiles: expected image files (${[...EXTENSIONS].join(', ')}), found none in ${folder}`);
  return names.sort(natural.compare).map((name) => path.join(folder, name));
}

/**
 * The image file at a path, or those of the folder there.
 * @param by who asks, for messages
 * @throws (rejects) InputError where there is nothing, or a folder without image files
 */
export async function photoFilesAt(source: string, by: string): Promise<string[]> {
  if (!existsSync(source)) throw new InputError(`${by}: expected an image or a folder, found none at ${source}`);
  return statSync(source).isDirectory() ? photoFiles(source) : [source];
}

function isPhotoFile(name: string): boolean {
  return !name.startsWith('.') && EXTENSIONS.has(path.extname(name).toLowerCase());
}
