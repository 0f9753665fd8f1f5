import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { loadTrainingData } from '../../../packages/fer-core/src/train/training-data';
import { csvRow, HEADER, writeLines } from '../datasets/fer2013-fixture';
import { temporaryFolder } from '../datasets/temporary-folder';

const network = 'xception';

it('`data` names what is learned from: a csv, or generated faces of the size and channels that the network takes', async () => {
  const folder = temporaryFolder();
  writeLines(folder, [HEADER, ...Array.from({ length: 21 }, (_, i) => csvRow(i % 7, i, i < 14 ? 'Training' : 'PublicTest'))], 'small.csv');
  const { train, validation } = await loadTrainingData({ data: join(folder, 'small.csv'), network, networkOptions: {} });
  expect([train.split, train.count, validation.split, validation.count]).toEqual(['train', 14, 'validation', 7]);

  const generated = await loadTrainingData({ data: 'generated', network, networkOptions: { height: 16, width: 16, channels: 3 } });
  expect([generated.train, generated.validation].map(({ split, count, height, width, channels }) => [split, count, height, width, channels])).toEqual([
    ['train', 4200, 16, 16, 3],
    ['validation', 700, 16, 16, 3],
  ]);
});

it('data that is not there is told', async () => {
  await expect(loadTrainingData({ data: 'nowhere', network, networkOptions: {} })).rejects.toThrow(InputError);
});
