import { existsSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { InputError } from '../input-error';
import { workbenchFolder } from '../workbench-folder';
import { collectImages } from './collect-images';
import { openFer2013Csv } from './fer2013-csv';
import type { LabeledImages, Split } from './labeled-images';
import { loadClassFolders } from './load-class-folders';
import { loadPrepared } from './load-prepared';
import { MANIFEST_FILE } from './manifest';

/** Where prepared data sets are looked for by name, below the workbench's root or else the working directory. */
export const PREPARED_FOLDER = join('data', 'prepared');

/**
 * One split of a data set in any form: a FER-2013 csv, class folders, a prepared folder,
 * or the name of a prepared data set in `data/prepared`.
 * @throws InputError when there is none of these, or its content is not in order (a bad row is an error here: prepare the data
 * first to leave bad rows out).
 */
export async function loadLabeledImages(pathOrName: string, split: Split): Promise<LabeledImages> {
  const stats = statSync(pathOrName, { throwIfNoEntry: false });
  if (stats?.isFile()) {
    if (extname(pathOrName).toLowerCase() !== '.csv') throw new InputError(`data: expected a .csv file or a folder, got ${pathOrName}`);
    return collectImages(openFer2013Csv(pathOrName), split, basename(pathOrName, extname(pathOrName)));
  }
  if (stats) return existsSync(join(pathOrName, MANIFEST_FILE)) ? loadPrepared(pathOrName, split) : loadClassFolders(pathOrName, split);
  const named = join(workbenchFolder(), PREPARED_FOLDER, pathOrName);
  if (existsSync(join(named, MANIFEST_FILE))) return loadPrepared(named, split);
  throw new InputError(`data: expected a csv, a folder or the name of a data set in ${PREPARED_FOLDER}, got ${pathOrName}`);
}
