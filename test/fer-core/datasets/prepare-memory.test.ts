import { execFile } from 'node:child_process';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HEADER, pixelsOf } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

const BUILT = join(__dirname, '../../../packages/fer-core/lib/datasets/prepare-fer2013.js');
/** Megabytes of csv; FER_LARGE_CSV=300 asks for a file as large as the real one. */
const MEGABYTES = Number(process.env.FER_LARGE_CSV ?? 50);

/** Rows of nearly 60 kB (blanks are allowed between pixels), so that few rows make a large file. */
function writeCsv(folder: string, megabytes: number): string {
  const file = join(folder, 'fer2013.csv');
  const handle = openSync(file, 'w');
  writeSync(handle, `${HEADER}\n`);
  for (let bytes = 0, row = 0; bytes < megabytes * 1e6; row++) {
    bytes += writeSync(handle, `${row % 7},${[...pixelsOf(row)].join(' '.repeat(23))},Training\n`);
  }
  closeSync(handle);
  return file;
}

/** Most memory, in MB, that a process of its own held while it prepared the file. */
async function peakMemory(megabytes: number): Promise<number> {
  const folder = temporaryFolder();
  const program = `
    const { prepareFer2013 } = require(process.argv[1]);
    prepareFer2013(process.argv[2], process.argv[3]).then(() => console.log(process.resourceUsage().maxRSS / 1024));`;
  const args = ['-e', program, BUILT, writeCsv(folder, megabytes), join(folder, 'out')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
}

if (!existsSync(BUILT)) console.warn('Skipped: fer-core is not built (npm run build)');

describe.skipIf(!existsSync(BUILT))('prepareFer2013', () => {
  it(`needs no more memory for ${MEGABYTES} MB of csv than for one`, { timeout: 600_000 }, async () => {
    expect((await peakMemory(MEGABYTES)) - (await peakMemory(1))).toBeLessThan(40);
  });
});
