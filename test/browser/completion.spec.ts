import { expect, test } from '@jupyterlab/galata';

import { contrast } from './contrast';
import { cell, hasRun, openCells, runCommand, startCell } from './notebook';

test('the completer shows functions of fer-core with their documentation', async ({ page }, info) => {
  await openCells(page, 'completion.ipynb', ["import * as fer from 'fer-core';", 'fer.gen', 'fer.alignFace(']);
  await startCell(page, 0);
  await hasRun(page, 0);

  await cell(page, 1).locator('.cm-content').click();
  await page.keyboard.press('End');
  await page.keyboard.type('e');
  const completer = page.locator('.jp-Completer');
  const item = completer.locator('.jp-Completer-item').filter({ hasText: 'generateFaces' });
  // JupyterLab waits a second for a kernel's answer, which a busy machine may need twice.
  await expect(async () => {
    await runCommand(page, 'completer:invoke-notebook');
    await expect(item).toBeVisible({ timeout: 10_000 });
  }).toPass();
  await page.keyboard.press('ArrowDown');
  await expect(item).toHaveClass(/jp-mod-active/);
  const documentation = completer.locator('.jp-Completer-docpanel');
  await expect(documentation).toContainText('function generateFaces');
  await expect(documentation).toContainText('faces');
  for (const theme of ['Light', 'Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme: `JupyterLab ${theme}` });
    await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', `JupyterLab ${theme}`);
    await expect(documentation).toBeVisible();
    expect(await contrast(page, '.jp-Completer-docpanel pre')).toBeGreaterThan(4.5);
    await page.screenshot({ path: info.outputPath(`completion-${theme.toLowerCase()}.png`) });
  }
  // A busy page may have closed the completer meanwhile; a click takes the item wherever it is open, and writes nothing where it is not.
  await expect(async () => {
    if (!(await item.isVisible())) await runCommand(page, 'completer:invoke-notebook');
    await item.click({ timeout: 10_000 });
    await expect(cell(page, 1).locator('.cm-content')).toHaveText('fer.generateFaces', { timeout: 1000 });
  }).toPass();

  // Between the parentheses of a call: its signature.
  await cell(page, 2).locator('.cm-content').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.jp-Tooltip')).toContainText('alignFace(');
});
