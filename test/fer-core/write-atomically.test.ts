import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeAtomically } from '../../packages/fer-core/src/write-atomically';
import { temporaryFolder } from './datasets/temporary-folder';

it('writes text and bytes, and replaces what was there', async () => {
  const folder = temporaryFolder();
  await writeAtomically(join(folder, 'file'), 'größer');
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('größer');
  await writeAtomically(join(folder, 'file'), Uint8Array.of(1, 2));
  expect([...readFileSync(join(folder, 'file'))]).toEqual([1, 2]);
  expect(readdirSync(folder)).toEqual(['file']);
});

it('leaves nothing half-written when the file cannot take its place', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken'));
  writeFileSync(join(folder, 'taken', 'inside'), 'kept');
  await expect(writeAtomically(join(folder, 'taken'), 'text')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
  expect(readFileSync(join(folder, 'taken', 'inside'), 'utf8')).toBe('kept');
});

it("tells the system's error for a folder that is not there", async () => {
  await expect(writeAtomically(join(temporaryFolder(), 'nowhere', 'file'), 'text')).rejects.toThrow('ENOENT');
});

it.runIf(process.platform === 'linux')('keeps the earlier file when the disk is full', async () => {
  // /dev/full refuses every byte; a link with the temporary name leads there.
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'old');
  const { symlinkSync } = await import('node:fs');
  symlinkSync('/dev/full', `${file}.${process.pid}.tmp`);
  await expect(writeAtomically(file, 'new')).rejects.toThrow('ENOSPC');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['file']);
});
