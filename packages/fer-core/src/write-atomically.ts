import { open, rename, rm, stat } from 'node:fs/promises';

/**
 * Writes a file so that it is there whole or not at all: temporary name, flush, size check, rename.
 * @throws the operating system's error (for instance a full disk); the file that was there before is untouched then.
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const { size } = await stat(temporary);
    if (size !== bytes.length) throw new Error(`writeAtomically: ${file} expected ${bytes.length} bytes on disk, found ${size}`);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
