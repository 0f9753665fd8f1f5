import { InputError } from '../input-error';
import type { Split } from './labeled-images';

const SPLIT_NAMES = new Map<string, Split>(Object.entries({
  train: 'train', training: 'train',
  validation: 'validation', valid: 'validation', val: 'validation', public: 'validation', publictest: 'validation',
  test: 'test', private: 'test', privatetest: 'test',
}));

const FILE_PREFIXES: readonly (readonly [RegExp, Split])[] = [
  [/^training_/i, 'train'],
  [/^publictest_/i, 'validation'],
  [/^privatetest_/i, 'test'],
];

/** The split a folder name means (`train`, `PublicTest`, `val`, `private`, …), or `undefined`. */
export function splitOfFolder(name: string): Split | undefined {
  return SPLIT_NAMES.get(name.toLowerCase().replace(/[\s_-]/g, ''));
}

/** The split a file name states (`PublicTest_123.jpg` is of `validation`), or `undefined` when it states none. */
export function splitOfFile(name: string): Split | undefined {
  return FILE_PREFIXES.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * A folder called `test` may hold PublicTest and PrivateTest together (the common copy of FER-2013 in folders has only
 * `train` and `test`): there a file goes where its own name says.
 */
export function isAmbiguousFolder(name: string): boolean {
  return name.toLowerCase() === 'test';
}

/** @throws InputError when two folders mean the same split. */
export function requireDistinctSplits(folders: readonly { name: string; split: Split }[]): void {
  for (const { name, split } of folders) {
    const other = folders.find((folder) => folder.split === split && folder.name !== name);
    if (other) throw new InputError(`class folders: expected one folder a split, got ${other.name} and ${name}, both ${split}`);
  }
}
