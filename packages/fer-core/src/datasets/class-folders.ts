import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { listClassFolderFiles, type ClassFolderFile } from './class-folder-files';
import { decodeGray } from './gray-image';
import { inOrder } from './in-order';
import type { Split } from './labeled-images';
import type { ImageSource, SourceItem } from './source-image';

/** Files decoded at the same time. */
const AHEAD = 16;

export interface ClassFolderOptions {
  /** Split of a root that holds class folders directly; default: what the root's own name says. */
  readonly split?: Split;
  /** Required [height, width]; `undefined` takes any size. */
  readonly size?: readonly [height: number, width: number];
  /** Reads the files of this split alone; default: of all. */
  readonly only?: Split;
}

/**
 * Images in class folders: `<root>/<split folder>/<class>/*.{jpg,jpeg,png}` or, for one split, `<root>/<class>/*`.
 * Classes are found by name. In a folder called `test`, files named `PublicTest_…` go to validation and `PrivateTest_…` to test.
 * Order: split, class in `EXPRESSIONS` order, file name.
 * @throws InputError for unknown class names, two folders of one split, a root without class folders, a split that cannot be told.
 */
export function openClassFolders(root: string, { split, size, only }: ClassFolderOptions = {}): ImageSource {
  const name = basename(resolve(root));
  const { files: all, mapping, warnings } = listClassFolderFiles(root, split);
  const files = only === undefined ? all : all.filter((file) => file.split === only);
  const hash = createHash('sha256');
  let position = 0;
  let converted = 0;

  async function read(file: ClassFolderFile): Promise<{ item: SourceItem; bytes?: Buffer }> {
    const refuse = (reason: string, bytes?: Buffer) => ({ item: { defect: { where: file.id, reason } }, bytes });
    if (file.contradiction) return refuse(file.contradiction);
    const bytes = readNow(file.path);
    if (bytes instanceof Error) return refuse(`cannot be read: ${bytes.message}`);
    try {
      const image = await decodeGray(bytes);
      if (size && (image.height !== size[0] || image.width !== size[1])) {
        return refuse(`expected ${size[1]}×${size[0]} pixels, got ${image.width}×${image.height}`, bytes);
      }
      return { item: { image: { id: file.id, split: file.split, label: file.label, ...image } }, bytes };
    } catch (error) {
      return refuse(`not a readable image: ${(error as Error).message.trim().split('\n')[0]}`, bytes);
    }
  }

  async function* items(signal?: AbortSignal): AsyncGenerator<SourceItem> {
    for await (const { item, bytes } of inOrder(files, AHEAD, read)) {
      signal?.throwIfAborted();
      position++;
      if (bytes) hash.update('image' in item ? item.image.id : item.defect.where).update('\0').update(bytes);
      if ('image' in item && item.image.fromColour) converted++;
      yield item;
    }
    if (converted > 0) warnings.push(`${converted} colour images were turned to gray (BT.601)`);
  }

  let digest: string | undefined;
  return {
    kind: 'class folders',
    name,
    unit: 'images',
    total: files.length,
    mapping,
    items,
    position: () => position,
    sha256: () => (digest ??= hash.digest('hex')),
    warnings: () => warnings,
  };
}

/** A few kilobytes: waiting for them costs a sixth of the time that opening, reading and closing in the background do. */
function readNow(path: string): Buffer | Error {
  try {
    return readFileSync(path);
  } catch (error) {
    return error as Error;
  }
}
