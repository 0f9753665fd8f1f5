import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input-error';
import { workbenchFolder } from '../workbench-folder';

/**
 * The program that decodes and encodes videos: what the environment variable `FER_FFMPEG` names, else `ffmpeg` on the path, else the one
 * that the set-up puts into `.venv` (PyPI's imageio-ffmpeg). It must be of version 5.1 or later.
 * @throws InputError when there is none
 */
export function findFfmpeg(env: NodeJS.ProcessEnv = process.env, roots = [workbenchFolder(), workbenchFolder(__dirname)]): string {
  const named = env.FER_FFMPEG;
  if (named) {
    if (!existsSync(named)) throw new InputError(`findFfmpeg: expected ffmpeg where FER_FFMPEG says, found none at ${named}`);
    return named;
  }
  const onPath = (env.PATH ?? '').split(path.delimiter).filter(Boolean).map((folder) => path.join(folder, 'ffmpeg'));
  const found = [...onPath.filter(existsSync), ...roots.flatMap(fromEnvironment)];
  if (found.length === 0) throw new InputError('findFfmpeg: expected ffmpeg for video files, found none; `npm run setup` installs it, or name one in FER_FFMPEG');
  return found[0]!;
}

/** imageio-ffmpeg's own program in a workbench's Python environment. */
function fromEnvironment(root: string): string[] {
  const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
  const lib = path.join(root, '.venv', 'lib');
  return entries(lib).flatMap((python) => {
    const binaries = path.join(lib, python, 'site-packages', 'imageio_ffmpeg', 'binaries');
    return entries(binaries).filter((name) => name.startsWith('ffmpeg-')).map((name) => path.join(binaries, name));
  });
}
