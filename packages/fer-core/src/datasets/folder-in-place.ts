import { existsSync, mkdirSync, openSync, closeSync, fsyncSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isOtherProcess } from '../other-process';

/**
 * Makes a folder appear whole or not at all: `build` fills a temporary neighbour, which takes the place of `dir` only
 * after `build` has succeeded. A failed or killed run leaves an earlier `dir` as it was; the next run removes what a killed one left.
 * Between two renames an earlier `dir` is called `<dir>.previous-<pid>`; a failure there moves it back.
 */
export async function replaceFolder<T>(dir: string, build: (temporary: string) => Promise<T>): Promise<T> {
  const target = resolve(dir);
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent, basename(target));
  const temporary = `${target}.partial-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  try {
    const result = await build(temporary);
    flushFolder(temporary);
    swap(temporary, target);
    flushFolder(parent);
    return result;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function swap(temporary: string, target: string): void {
  if (!existsSync(target)) return renameSync(temporary, target);
  const previous = `${target}.previous-${process.pid}`;
  renameSync(target, previous);
  try {
    renameSync(temporary, target);
  } catch (error) {
    renameSync(previous, target);
    throw error;
  }
  rmSync(previous, { recursive: true, force: true });
}

/** Folders of processes that are gone; a `previous` whose target is missing goes back to its place. */
function removeLeftovers(parent: string, name: string): void {
  for (const entry of readdirSync(parent)) {
    if (!entry.startsWith(`${name}.`)) continue;
    const match = /^\.(partial|previous)-(\d+)$/.exec(entry.slice(name.length));
    if (!match || isOtherProcess(Number(match[2]))) continue;
    if (match[1] === 'previous' && !existsSync(join(parent, name))) renameSync(join(parent, entry), join(parent, name));
    else rmSync(join(parent, entry), { recursive: true, force: true });
  }
}

/** Flushes names to disk where the system lets folders be opened (Windows does not). */
function flushFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
