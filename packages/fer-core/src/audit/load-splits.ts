import { existsSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { openClassFolders } from '../datasets/class-folders';
import { collectImages } from '../datasets/collect-images';
import { openFer2013Csv } from '../datasets/fer2013-csv';
import { SPLITS, type LabeledImages, type Split } from '../datasets/labeled-images';
import { PREPARED_FOLDER } from '../datasets/load-labeled-images';
import { loadPrepared } from '../datasets/load-prepared';
import { MANIFEST_FILE, readManifest } from '../datasets/manifest';
import { listClassFolderFiles } from '../datasets/class-folder-files';
import { InputError } from '../input-error';
import { workbenchFolder } from '../workbench-folder';

/**
 * Every split of a data set: a prepared folder or its name, a FER-2013 csv, or class folders.
 * @param split what class folders that lie directly in the source are; default: what the folder's name says
 * @throws InputError as `loadLabeledImages`, and for a source without images
 */
export async function loadSplits(source: string, split?: Split): Promise<LabeledImages[]> {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (stats?.isFile()) {
    if (extname(source).toLowerCase() !== '.csv') throw new InputError(`data: expected a .csv file or a folder, got ${source}`);
    const name = basename(source, extname(source));
    const found = await splitsOf(openFer2013Csv(source).items());
    return inOrder(found, (each) => collectImages(openFer2013Csv(source), each, name));
  }
  const named = join(workbenchFolder(), PREPARED_FOLDER, source);
  const prepared = [source, named].find((folder) => existsSync(join(folder, MANIFEST_FILE)));
  if (prepared !== undefined) return inOrder(new Set(Object.keys(readManifest(prepared).splits) as Split[]), (each) => loadPrepared(prepared, each));
  if (!stats) throw new InputError(`data: expected a csv, a folder or the name of a data set in ${PREPARED_FOLDER}, got ${source}`);
  const found = new Set(listClassFolderFiles(source, split).files.map((file) => file.split));
  return inOrder(found, (each) => collectImages(openClassFolders(source, { split, only: each }), each, basename(source)));
}

async function splitsOf(items: ReturnType<ReturnType<typeof openFer2013Csv>['items']>): Promise<Set<Split>> {
  const found = new Set<Split>();
  for await (const item of items) if ('image' in item) found.add(item.image.split);
  return found;
}

async function inOrder(found: ReadonlySet<Split>, load: (split: Split) => Promise<LabeledImages>): Promise<LabeledImages[]> {
  const splits: LabeledImages[] = [];
  for (const split of SPLITS) if (found.has(split)) splits.push(await load(split));
  return splits;
}
