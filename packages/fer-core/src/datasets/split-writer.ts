import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPRESSIONS } from '../expressions';
import type { Split } from './labeled-images';
import type { ManifestSplit } from './manifest';
import type { SourceImage } from './source-image';

const BUFFER = 1 << 20;

/** The three file names of a split. */
export function splitFiles(split: Split): { images: string; labels: string; ids: string } {
  return { images: `${split}.images.bin`, labels: `${split}.labels.bin`, ids: `${split}.ids.txt` };
}

/** Appends images of one split to its three files; a megabyte is buffered, labels (a byte an image) stay in memory. */
export class SplitWriter {
  readonly counts = EXPRESSIONS.map(() => 0);
  private readonly dataHash = createHash('sha256');
  private readonly labels: number[] = [];

  private constructor(
    private readonly images: HashedFile,
    private readonly labelFile: HashedFile,
    private readonly ids: HashedFile,
  ) {}

  /** Creates the split's files in `dir`; they must not exist yet. */
  static async create(dir: string, split: Split): Promise<SplitWriter> {
    const names = splitFiles(split);
    const images = await HashedFile.create(dir, names.images);
    const labels = await HashedFile.create(dir, names.labels);
    return new SplitWriter(images, labels, await HashedFile.create(dir, names.ids));
  }

  async add(image: SourceImage): Promise<void> {
    this.counts[image.label]++;
    this.labels.push(image.label);
    this.dataHash.update(image.pixels);
    await this.images.write(image.pixels);
    await this.ids.write(Buffer.from(`${image.id}\n`));
  }

  /** Writes what is buffered, flushes to disk and tells what was written. */
  async finish(): Promise<ManifestSplit> {
    const labels = Uint8Array.from(this.labels);
    await this.labelFile.write(labels);
    return {
      count: labels.length,
      perClass: Object.fromEntries(EXPRESSIONS.map((name, label) => [name, this.counts[label]])),
      dataSha256: this.dataHash.update(labels).digest('hex'),
      images: await this.images.finish(),
      labels: await this.labelFile.finish(),
      ids: await this.ids.finish(),
    };
  }

  /** Closes the files without finishing them. */
  async abandon(): Promise<void> {
    await Promise.all([this.images.close(), this.labelFile.close(), this.ids.close()]);
  }
}

class HashedFile {
  private readonly buffer = Buffer.alloc(BUFFER);
  private filled = 0;
  private bytes = 0;
  private readonly hash: Hash = createHash('sha256');

  private constructor(
    private readonly name: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(dir: string, name: string): Promise<HashedFile> {
    return new HashedFile(name, await open(join(dir, name), 'wx'));
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const part = bytes.subarray(from, from + BUFFER - this.filled);
      this.buffer.set(part, this.filled);
      this.filled += part.length;
      from += part.length;
      if (this.filled === BUFFER) await this.flush();
    }
  }

  async finish() {
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    return { name: this.name, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }

  /** Closing twice does no harm. */
  async close(): Promise<void> {
    await this.handle.close();
  }

  private async flush(): Promise<void> {
    const full = this.buffer.subarray(0, this.filled);
    this.hash.update(full);
    await this.handle.writeFile(full);
    this.bytes += this.filled;
    this.filled = 0;
  }
}
