import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../write-atomically';
import { VERDICTS, type RowResult } from './experiment-row';

const FOLDER = 'rows';

const StoredRow = z.object({
  /** Hash of all that the result depends on. */
  key: z.string(),
  result: z.object({
    measured: z.array(
      z.object({
        name: z.string(),
        value: z.number(),
        unit: z.enum(['share', 'points', 'dB', 'ssim', 'ms', 'count', 'times', 'eyes', 'p']),
        interval: z.tuple([z.number(), z.number()]).nullable(),
        n: z.number().nullable(),
        on: z.string(),
      }),
    ),
    verdict: z.enum(VERDICTS),
    finding: z.string(),
  }),
});

/** Results of rows in `<folder>/rows/<id>.json`, each written whole as soon as it is there. */
export class RowStore {
  private constructor(private readonly folder: string) {}

  /** @param keep results of an earlier run stay where they are; otherwise they are removed */
  static async open(folder: string, keep: boolean): Promise<RowStore> {
    const rows = path.join(folder, FOLDER);
    await mkdir(rows, { recursive: true });
    if (!keep) for (const name of await readdir(rows)) if (name.endsWith('.json')) await rm(path.join(rows, name));
    return new RowStore(rows);
  }

  /** The result that was kept under just this key; undefined for none, another key, or a file that is damaged. */
  async read(id: string, key: string): Promise<RowResult | undefined> {
    const text = await readFile(this.file(id), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const stored = StoredRow.parse(JSON.parse(text));
      return stored.key === key ? stored.result : undefined;
    } catch {
      return undefined;
    }
  }

  async write(id: string, key: string, result: RowResult): Promise<void> {
    await writeAtomically(this.file(id), JSON.stringify({ key, result }, null, 2) + '\n');
  }

  private file(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}
