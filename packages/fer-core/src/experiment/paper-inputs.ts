import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { landmarkFiles } from '../datasets/landmark-faces';
import { InputError } from '../input-error';
import { photoFiles } from '../photos/photo-files';

/** What a person can give the experiment, by the names of the command's options. */
export const INPUT_NAMES = ['data', 'photos', 'faces', 'pairs', 'figure3'] as const;
export type InputName = (typeof INPUT_NAMES)[number];

export interface PaperInputs {
  /** FER-2013: prepared folder or its name, csv, or class folders. */
  readonly data?: string;
  /** Folder of photos with the 68 points of one face each in a `.pts` file of the same name. */
  readonly photos?: string;
  /** Folders of faces with `.pts` files; of those the landmark network learned from, only what was held out is measured. */
  readonly faces?: readonly string[];
  /** Folder of the official CelebA pairs: `HR/` and `LR/` of 128×128 pixels. */
  readonly pairs?: string;
  /** A photo to label as in Figure 3. */
  readonly figure3?: string;
}

/** What stands in a command where an input was not given. */
const PLACEHOLDERS: Record<InputName, string> = { data: '<fer2013>', photos: '<photos>', faces: '<faces>', pairs: '<pairs>', figure3: '<photo>' };

/** The paths of an input, none where it was not given. */
export function inputPaths(inputs: PaperInputs, name: InputName): readonly string[] {
  const given = inputs[name];
  return given === undefined ? [] : typeof given === 'string' ? [given] : given;
}

/** An input as a card prints it: base names only, which tell nothing of the machine; a placeholder where it was not given. */
export function inputLabel(inputs: PaperInputs, name: InputName): string {
  const paths = inputPaths(inputs, name);
  return paths.length === 0 ? PLACEHOLDERS[name] : paths.map((each) => path.basename(path.resolve(each))).join(' ');
}

/**
 * Looks whether folders and files are what they should be, so that a long run does not fail in its middle. `data` is checked where it is loaded.
 * @throws (rejects) InputError
 */
export async function checkInputs(inputs: PaperInputs): Promise<void> {
  const { photos, faces = [], pairs, figure3 } = inputs;
  if (inputs.faces?.length === 0) throw new InputError('experiment paper: --faces: expected at least one folder, got none');
  for (const folder of [...(photos === undefined ? [] : [photos]), ...faces]) await landmarkFiles(folder);
  if (pairs !== undefined) for (const part of ['HR', 'LR']) await photoFiles(path.join(pairs, part));
  if (figure3 !== undefined && !(await stat(figure3).catch(() => undefined))?.isFile()) {
    throw new InputError(`experiment paper: --figure3: expected a photo, found none at ${figure3}`);
  }
}

/** Hex sha256 over names and contents of a file, or of all files of folders (with subfolders), in the order of their names; machine-independent. */
export async function pathsSha256(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const each of paths) {
    const isFile = (await stat(each)).isFile();
    const names = isFile ? [''] : (await readdir(each, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.relative(each, path.join(entry.parentPath, entry.name)));
    for (const name of names.sort()) hash.update(`${name.replaceAll(path.sep, '/')}\n`).update(await readFile(path.join(each, name)));
  }
  return hash.digest('hex');
}
