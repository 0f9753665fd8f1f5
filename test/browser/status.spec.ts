import { expect, test } from '@jupyterlab/galata';

import { cell, hasRun, openCells, runCommand, startCell } from './notebook';

const START = `import { startBackend } from 'fer-core';
const { threads } = await startBackend({ prefer: 'wasm' });
threads`;

test('the status bar tells memory, then the device too, and nothing of kernels that do not tell', async ({ page }) => {
  const item = page.locator('.fer-status');
  await openCells(page, 'status.ipynb', [START]);
  await expect(item).toHaveText(/^\d+ MB$/);
  await startCell(page, 0);
  await hasRun(page, 0);
  await expect(cell(page, 0).locator('.jp-OutputArea-output')).toHaveText('1');
  await expect(item).toHaveText(/^CPU, 1 thread · \d+ MB$/);

  await runCommand(page, 'notebook:create-new', { kernelName: 'python3' });
  await expect(page.locator('.jp-NotebookPanel:visible .jp-Toolbar-kernelName')).toContainText('Python');
  await expect(item).toBeHidden();
});
