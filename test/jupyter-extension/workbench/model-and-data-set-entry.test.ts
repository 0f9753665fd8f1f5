import { expect, it } from 'vitest';
import { readDataSet } from '../../../packages/jupyter-extension/src/workbench/data-set-entry';
import { readModel } from '../../../packages/jupyter-extension/src/workbench/model-entry';

it('reads what a model measured on which split of how many images', () => {
  const training = { dataset: 'fer2013', validation: { accuracy: 0.66, n: 3589 }, test: { accuracy: 0.65 } };
  const model = readModel({ name: 'm', path: 'models/m', revision: '1', hasCard: true }, JSON.stringify({ network: 'x', parameters: 5, training }));
  expect(model).toMatchObject({ network: 'x', parameters: 5, dataset: 'fer2013', hasCard: true });
  expect(model.measured).toEqual([
    { split: 'test', accuracy: 0.65, n: null },
    { split: 'validation', accuracy: 0.66, n: 3589 },
  ]);
});

it('claims nothing that a model does not say', () => {
  const model = readModel({ name: 'm', path: 'models/m', revision: '1', hasCard: false }, '{}');
  expect(model).toMatchObject({ network: null, parameters: null, dataset: null, measured: [] });
});

it('reads the images of a data set by split and class', () => {
  const splits = { train: { count: 3, perClass: { happy: 2, sad: 1 } }, validation: { count: 1, perClass: { fear: 1 } } };
  const dataSet = readDataSet({ name: 'd', path: 'data/prepared/d', revision: '1' }, JSON.stringify({ height: 48, width: 32, splits }));
  expect(dataSet).toMatchObject({ size: '48 × 32', classes: ['happy', 'sad', 'fear'] });
  expect(dataSet.splits.map(({ name, count }) => [name, count])).toEqual([
    ['train', 3],
    ['validation', 1],
  ]);
});
