import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The name in the root's package.json. */
const NAME = 'fer-workbench';

/**
 * The folder that `runs/` and `data/prepared/` lie in: the workbench's root where the working directory is in it,
 * as a notebook's is, else the working directory.
 * @param from folder to start at. Default: the working directory.
 * @returns an absolute path
 */
export function workbenchFolder(from = process.cwd()): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (isRoot(folder)) return folder;
    if (folder === path.dirname(folder)) return path.resolve(from);
  }
}

function isRoot(folder: string): boolean {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return false;
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name === NAME;
  } catch {
    return false;
  }
}
