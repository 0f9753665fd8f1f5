import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first of `names` that is an executable file on the PATH, as an absolute path, or null.
 * A name with a slash in it is taken as a path.
 */
export function findProgram(names, path = process.env.PATH ?? '') {
  for (const name of names) {
    const candidates = name.includes('/')
      ? [name]
      : path
          .split(delimiter)
          .filter(Boolean)
          .map((folder) => join(folder, name));
    const found = candidates.find(isExecutable);
    if (found) return found;
  }
  return null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
