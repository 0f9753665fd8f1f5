import { expect, test } from '@jupyterlab/galata';

import { cell, hasRun, openCells, startAllCells } from './notebook';
import { startTraining } from './views';

test('Stop ends a long training, and the next cell runs', async ({ page }) => {
  await openCells(page, 'stop.ipynb', [`${startTraining(10_000, 'runs/stopped')}\nconst { state } = await training.done;`, '`ended as ${state}`']);
  await startAllCells(page);
  const training = cell(page, 0).locator('.fer-training');
  await expect(training).toHaveAttribute('data-fer-state', 'running');
  await expect(training.locator('.fer-progress-text')).toHaveText(/^Epoch ([2-9]|\d{2,}) of 10000/);
  await training.getByRole('button', { name: 'Stop' }).click();
  await hasRun(page, 1);
  await expect(training).toHaveAttribute('data-fer-state', 'stopped');
  await expect(training.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await expect(cell(page, 1).locator('.jp-OutputArea-output')).toContainText('ended as stopped');
});
