import { expect, test } from '@jupyterlab/galata';

import { cell, hasRun, openCells, savedNotebook, startCell } from './notebook';

const DRAW = `import { display, plotly } from 'kernel-extras';
const output = display(plotly({ data: [{ y: [1, 2, 3] }], layout: { title: { text: 'first' } } }));`;
const CHANGE = `output.update(plotly({ data: [{ y: [3, 1, 2, 5] }], layout: { title: { text: 'second' } } }));`;

test('a plotly figure changes in place and leaves a picture in the file', async ({ page }) => {
  await openCells(page, 'plotly.ipynb', [DRAW, CHANGE]);
  await startCell(page, 0);
  const figure = cell(page, 0).locator('.js-plotly-plot');
  await expect(figure.locator('.gtitle')).toHaveText('first');
  await figure.evaluate((node) => (node.dataset.sameNode = 'yes'));
  await startCell(page, 1);
  await hasRun(page, 1);
  await expect(figure).toHaveCount(1);
  await expect(figure.locator('.gtitle')).toHaveText('second');
  await expect(figure.locator('.point')).toHaveCount(4);
  await expect(figure).toHaveAttribute('data-same-node', 'yes');

  await expect
    .poll(async () => (await savedNotebook(page, 'plotly.ipynb')).cells[0].outputs?.[0].data?.['image/png'])
    .toMatch(/^iVBORw0KGgo/);
});
