import { join } from 'node:path';
import { expect, it } from 'vitest';
import { manifestText } from '../../../packages/fer-core/src/datasets/manifest-text';
import { prepareFer2013 } from '../../../packages/fer-core/src/datasets/prepare-fer2013';
import { csvRow, HEADER, writeLines } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

async function text(...rows: string[]) {
  const folder = temporaryFolder();
  return manifestText(await prepareFer2013(writeLines(folder, [HEADER, ...rows]), join(folder, 'out'))).split('\n');
}

it('tells counts, origin and everything that is wrong', async () => {
  const lines = await text(csvRow(3, 1), csvRow(3, 1), csvRow(4, 1, 'PublicTest'), csvRow(9, 2));
  expect(lines.slice(0, 13)).toEqual([
    'fer2013: 3 gray images of 48×48 pixels from fer2013.csv',
    '  Usage Training → train',
    '  Usage PublicTest → validation',
    '  Usage PrivateTest → test',
    '',
    'split       images  angry  disgust  fear  happy  sad  surprise  neutral',
    'train            2      0        0     0      2    0         0        0',
    'validation       1      0        0     0      0    1         0        0',
    '',
    'Exact duplicates: 3 images in 1 group, 2 beyond the first of each group; they stay in the data',
    '  within train: 2 images in 1 group',
    '  across splits: 3 images in 1 group',
    '  with different labels: 3 images in 1 group (across splits: 3 images in 1 group)',
  ]);
  expect(lines[13]).toBe('Rejected: 1 row, listed in the manifest');
  expect(lines[14]).toMatch(/^Note: train has 2 images, FER-2013 has 28,709/);
});

it('is short where there is nothing to tell', async () => {
  const lines = await text(csvRow(3, 1));
  expect(lines).toContain('Exact duplicates: none');
  expect(lines).toContain('Rejected: none');
});
