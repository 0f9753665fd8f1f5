import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../input-error';
import type { Manifest } from './manifest';

/**
 * Reads every file the manifest names and compares size and sha256, without holding a file in memory.
 * @throws InputError naming the first file that differs.
 */
export async function verifyPreparedFiles(dir: string, manifest: Manifest, signal?: AbortSignal): Promise<void> {
  for (const split of Object.values(manifest.splits)) {
    for (const file of [split.images, split.labels, split.ids]) {
      const path = join(dir, file.name);
      const size = (await stat(path)).size;
      if (size !== file.bytes) throw new InputError(`prepared data: ${file.name}: expected ${file.bytes} bytes, got ${size}`);
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
      if (hash.digest('hex') !== file.sha256) {
        throw new InputError(`prepared data: ${file.name}: expected sha256 ${file.sha256}, got other content`);
      }
    }
  }
}
