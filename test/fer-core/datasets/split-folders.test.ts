import { expect, it } from 'vitest';
import {
  requireDistinctSplits,
  splitOfFile,
  splitOfFolder,
} from '../../../packages/fer-core/src/datasets/split-folders';

it.each([
  ['train', ['train', 'Training', 'TRAIN']],
  ['validation', ['validation', 'valid', 'val', 'public', 'PublicTest', 'Public Test', 'public_test']],
  ['test', ['test', 'private', 'PrivateTest', 'private-test']],
  [undefined, ['happy', 'tests', '', 'constructor']],
] as const)('finds %s', (split, names) => {
  expect(names.map(splitOfFolder)).toEqual(names.map(() => split));
});

it('reads the split that a file name states', () => {
  expect(['PublicTest_1.jpg', 'privatetest_2.jpg', 'Training_3.jpg', '17.jpg'].map(splitOfFile)).toEqual([
    'validation',
    'test',
    'train',
    undefined,
  ]);
});

it('refuses two folders of one split', () => {
  const folders = [
    { name: 'public', split: 'validation' as const },
    { name: 'val', split: 'validation' as const },
  ];
  expect(() => requireDistinctSplits(folders)).toThrow(
    /expected one folder a split, got .*public.*, both validation/,
  );
  requireDistinctSplits(folders.slice(1));
});
