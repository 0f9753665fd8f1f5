import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders that hold results, never inputs. */
const RESULTS = new Set(['node_modules', 'lib', 'labextension', '__pycache__', 'test-results', 'build']);

/**
 * One hash over files, folders and plain values. A path that does not exist counts as such, so that its
 * appearance changes the hash.
 *
 * @param {string} root what file names are told relative to
 * @param {{files?: string[], values?: unknown[]}} inputs absolute paths of files or folders; JSON values
 * @returns {string} sha256, hex
 */
export function fingerprint(root, { files = [], values = [] }) {
  const hash = createHash('sha256').update(JSON.stringify(values));
  for (const path of files) addPath(hash, root, path);
  return hash.digest('hex');
}

function addPath(hash, root, path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  const name = relative(root, path);
  if (!stats) {
    hash.update(`\0absent ${name}`);
  } else if (stats.isDirectory()) {
    for (const entry of readdirSync(path).sort()) if (!RESULTS.has(entry)) addPath(hash, root, join(path, entry));
  } else {
    hash.update(`\0file ${name}\0`).update(readFileSync(path));
  }
}
