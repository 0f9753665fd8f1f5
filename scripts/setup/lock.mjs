import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { SetUpProblem } from './problem.mjs';

/**
 * Keeps a second set-up of the same checkout out until the returned function is called. A lock whose owner
 * was killed is taken over.
 *
 * @param {string} path of the lock file
 * @returns {() => void} releases the lock
 * @throws {SetUpProblem} when a set-up is running
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(own, path); // atomic: fails when the file exists
        return () => {
          if (owner(path) === process.pid) rmSync(path, { force: true });
        };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const pid = owner(path);
      if (pid !== null && isRunning(pid)) break;
      takeAway(path, pid);
    }
  } finally {
    rmSync(own, { force: true });
  }
  throw new SetUpProblem(
    `Another set-up of this checkout is running (process ${owner(path)}): wait until it has ended and run this again.`,
  );
}

/** Removes a dead owner's lock, and no lock that somebody took in the meantime. */
function takeAway(path, deadPid) {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
    if (owner(aside) !== deadPid) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function owner(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node'); // else the number now belongs to another program
  } catch {
    return true; // no /proc on this system
  }
}
