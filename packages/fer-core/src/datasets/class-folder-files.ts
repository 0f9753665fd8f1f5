import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { EXPRESSIONS } from '../expressions';
import { InputError } from '../input-error';
import { expressionLabel } from './expression-names';
import { SPLITS, type Split } from './labeled-images';
import { isAmbiguousFolder, requireDistinctSplits, splitOfFile, splitOfFolder } from './split-folders';

const IMAGE_EXTENSIONS = new Set(['.jpg', '.jpeg', '.png']);

/** An image file found in class folders. */
export interface ClassFolderFile {
  readonly path: string;
  /** Path inside the root, `train/happy/17.jpg`. */
  readonly id: string;
  readonly split: Split;
  /** Index into `EXPRESSIONS`. */
  readonly label: number;
  /** Set when the file's own name contradicts its folder. */
  readonly contradiction?: string;
}

/** The image files below a root, which folder became which split, and what is worth saying about them. */
export interface ClassFolderFiles {
  readonly files: readonly ClassFolderFile[];
  readonly mapping: readonly string[];
  readonly warnings: string[];
}

/**
 * Lists `<root>/<split folder>/<class>/*` or `<root>/<class>/*` without opening an image.
 * Order: split, class in `EXPRESSIONS` order, file name by code units.
 * @param stamp the split of a root that holds class folders directly; default: what the root's own name says.
 * @throws InputError see `openClassFolders`.
 */
export function listClassFolderFiles(root: string, stamp?: Split): ClassFolderFiles {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`class folders: expected a folder, got ${root}, which is not there`);
  }
  const name = basename(resolve(root));
  const folders = subfolders(root);
  const splitFolders = folders.flatMap((folder) => {
    const split = splitOfFolder(folder);
    return split ? [{ name: folder, split }] : [];
  });
  const files: ClassFolderFile[] = [];
  const mapping: string[] = [];
  const warnings: string[] = [];
  if (splitFolders.length === 0) {
    const split = stamp ?? splitOfFolder(name);
    if (!folders.some((folder) => expressionLabel(folder) !== undefined)) {
      throw new InputError(
        `class folders: expected split folders (train, validation, test, …) or class folders (${EXPRESSIONS.join(', ')}) in ${root}, got ${folders.join(', ') || 'none'}`,
      );
    }
    if (!split) throw new InputError(`class folders: expected a split for the class folders in ${root}: say which with --split (${SPLITS.join(', ')})`);
    files.push(...listClasses(root, '', split, warnings, { byFileName: !stamp && isAmbiguousFolder(name), lenient: stamp !== undefined }));
    mapping.push(...describeMapping(name, split, files, [{ split }]));
  } else {
    requireDistinctSplits(splitFolders);
    for (const folder of folders) {
      if (!splitOfFolder(folder)) warnings.push(`folder ${folder} is no split and was left out`);
    }
    for (const folder of splitFolders.sort((a, b) => SPLITS.indexOf(a.split) - SPLITS.indexOf(b.split))) {
      const listed = listClasses(join(root, folder.name), `${folder.name}/`, folder.split, warnings, { byFileName: isAmbiguousFolder(folder.name) });
      files.push(...listed);
      mapping.push(...describeMapping(folder.name, folder.split, listed, splitFolders));
    }
  }
  if (files.length === 0) throw new InputError(`class folders: expected .jpg, .jpeg or .png files in ${root}, got none`);
  files.sort((a, b) => SPLITS.indexOf(a.split) - SPLITS.indexOf(b.split) || a.label - b.label || compareNames(a.id, b.id));
  return { files, mapping, warnings };
}

/**
 * @param byFileName a file named `PublicTest_…` or `PrivateTest_…` goes where its name says.
 * @param lenient the split was said by the caller: contradicting file names are worth a warning, not a refusal.
 */
function listClasses(
  folder: string,
  prefix: string,
  split: Split,
  warnings: string[],
  { byFileName = false, lenient = false }: { byFileName?: boolean; lenient?: boolean },
): ClassFolderFile[] {
  const files: ClassFolderFile[] = [];
  const seen = new Map<number, string>();
  let others = 0;
  let contradicting = 0;
  for (const entry of subfolders(folder)) {
    const label = expressionLabel(entry);
    if (label === undefined) {
      throw new InputError(`class folders: expected folders named ${EXPRESSIONS.join(', ')}, got ${prefix}${entry}`);
    }
    if (seen.has(label)) throw new InputError(`class folders: expected one folder a class, got ${prefix}${seen.get(label)} and ${prefix}${entry}`);
    seen.set(label, entry);
    for (const file of readdirSync(join(folder, entry))) {
      if (file.startsWith('.')) continue;
      if (!IMAGE_EXTENSIONS.has(extname(file).toLowerCase()) || /[\r\n]/.test(file)) {
        others++;
        continue;
      }
      const stated = splitOfFile(file);
      const own = byFileName && stated && stated !== 'train' ? stated : split;
      const contradicts = stated !== undefined && stated !== own;
      if (contradicts) contradicting++;
      files.push({
        path: join(folder, entry, file),
        id: `${prefix}${entry}/${file}`,
        split: own,
        label,
        contradiction: contradicts && !lenient ? `the file's name says ${stated}, its folder ${own}` : undefined,
      });
    }
  }
  const missing = EXPRESSIONS.filter((_, label) => !seen.has(label));
  if (missing.length > 0) warnings.push(`${prefix || 'the folder'} has no class folder ${missing.join(', ')}`);
  if (contradicting > 0) {
    warnings.push(`${prefix || 'the folder'}: the names of ${contradicting} files say another split than ${split}`);
  }
  if (others > 0) warnings.push(`${prefix || 'the folder'}: ${others} files are not .jpg, .jpeg or .png and were left out`);
  return files;
}

function describeMapping(name: string, split: Split, files: readonly ClassFolderFile[], all: readonly { split: Split }[]): string[] {
  const moved = files.filter((file) => file.split !== split).length;
  if (moved > 0) {
    return [`folder ${name} → validation (${moved} files named PublicTest_…) and ${split} (${files.length - moved} others)`];
  }
  if (isAmbiguousFolder(name) && !all.some((folder) => folder.split === 'validation')) {
    return [
      `folder ${name} → test; there is no validation folder and the file names state no split: if these are PublicTest and PrivateTest together, a number measured here compares with neither`,
    ];
  }
  return [`folder ${name} → ${split}`];
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.name.startsWith('__') && statSync(join(folder, entry.name)).isDirectory())
    .map((entry) => entry.name)
    .sort(compareNames);
}

/** By code units, so that the order does not depend on the machine's locale. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
