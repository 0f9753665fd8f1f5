import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFolder } from '../../../packages/fer-core/src/datasets/folder-in-place';
import { temporaryFolder } from './temporary-folder';

const fill = (content: string) => async (dir: string) => {
  writeFileSync(join(dir, 'file'), content);
  return content;
};

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('replaceFolder', () => {
  it('creates the folder and its parents and gives back what build gave', async () => {
    const parent = join(temporaryFolder(), 'deep', 'er');
    expect(await replaceFolder(join(parent, 'data'), fill('one'))).toBe('one');
    expect(readFileSync(join(parent, 'data', 'file'), 'utf8')).toBe('one');
    expect(readdirSync(parent)).toEqual(['data']);
  });

  it('replaces an earlier folder as a whole', async () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'data'));
    writeFileSync(join(parent, 'data', 'old'), '');
    await replaceFolder(join(parent, 'data'), fill('new'));
    expect(readdirSync(join(parent, 'data'))).toEqual(['file']);
    expect(readdirSync(parent)).toEqual(['data']);
  });

  it('leaves an earlier folder as it was, and nothing else, when build fails', async () => {
    const parent = temporaryFolder();
    await replaceFolder(join(parent, 'data'), fill('old'));
    const failing = async (dir: string) => {
      await fill('half')(dir);
      expect(readFileSync(join(parent, 'data', 'file'), 'utf8')).toBe('old');
      throw new Error('disk full');
    };
    await expect(replaceFolder(join(parent, 'data'), failing)).rejects.toThrow('disk full');
    expect(readFileSync(join(parent, 'data', 'file'), 'utf8')).toBe('old');
    expect(readdirSync(parent)).toEqual(['data']);
  });

  it('removes what killed runs left, and nothing that belongs to others', async () => {
    const parent = temporaryFolder();
    const gone = endedProcess();
    const left = [`data.partial-${gone}`, `data.partial-${process.ppid}`, 'data.partial-x', 'database.partial-1'];
    left.forEach((name) => mkdirSync(join(parent, name)));
    await replaceFolder(join(parent, 'data'), fill('new'));
    expect(readdirSync(parent).sort()).toEqual(['data', ...left.slice(1)].sort());
  });

  it('puts back the earlier folder that a killed run had moved away', async () => {
    const parent = temporaryFolder();
    const moved = join(parent, `data.previous-${endedProcess()}`);
    mkdirSync(moved);
    writeFileSync(join(moved, 'file'), 'old');
    await expect(replaceFolder(join(parent, 'data'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readFileSync(join(parent, 'data', 'file'), 'utf8')).toBe('old');
    expect(existsSync(moved)).toBe(false);
  });
});
