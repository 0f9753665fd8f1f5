import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../../packages/fer-core/src/video/find-ffmpeg';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-ffmpeg-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(...names: string[]): string {
  const file = path.join(folder, ...names);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

describe('findFfmpeg', () => {
  const named = program('named');
  const onPath = program('bin', 'ffmpeg');
  const installed = program('.venv', 'lib', 'python3.11', 'site-packages', 'imageio_ffmpeg', 'binaries', 'ffmpeg-linux-x86_64-v7');

  it('takes the one that is named, then the one on the path, then the one of the set-up', () => {
    const PATH = `/nowhere:${path.join(folder, 'bin')}`;
    expect(findFfmpeg({ FER_FFMPEG: named, PATH }, [folder])).toBe(named);
    expect(findFfmpeg({ PATH }, [folder])).toBe(onPath);
    expect(findFfmpeg({ PATH: '/nowhere' }, [folder])).toBe(installed);
  });

  it('says what to do where there is none', () => {
    expect(() => findFfmpeg({ FER_FFMPEG: '/nowhere/ffmpeg' }, [folder])).toThrow('found none at /nowhere/ffmpeg');
    expect(() => findFfmpeg({ PATH: '/nowhere' }, ['/nowhere'])).toThrow('`npm run setup` installs it');
  });
});
