import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jupyterlab/galata';

import { inBothThemes } from './both-themes';
import { cell, hasRun, openCells, startCell } from './notebook';

/** Real faces; they are not ours to ship. */
const PAIRS = join(process.env.FER_DATA ?? '', 'fsrnet-celeba');

test('super-resolution of real faces: a whole folder through FSRNet, with what its priors see', async ({ page }, info) => {
  test.skip(!process.env.FER_DATA || !existsSync(PAIRS), 'FER_DATA holds no fsrnet-celeba');
  test.setTimeout(900_000);
  await openCells(page, 'folder.ipynb', [
    `import { superResolutionView, superResolve } from 'fer-core';
const resolved = await superResolve(${JSON.stringify(join(PAIRS, 'LR'))}, { truth: ${JSON.stringify(join(PAIRS, 'HR'))} });
superResolutionView(resolved)`,
    `const gains = (await superResolutionView(resolved).payload()).faces.map(({ quality }) => quality.final.psnr - quality.bicubic.psnr);
[gains.length, gains.filter((gain) => gain > 0).length]`,
  ]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-super-resolution');
  await expect(view.locator('[data-fer-stage]')).toHaveCount(5, { timeout: 300_000 });
  await expect(view.locator('[data-fer-stage="final"]')).toContainText(/\d\d\.\d\d dB, 0\.\d{4}/);
  await view.getByRole('button', { name: 'Parsing map' }).click();
  await expect(view.locator('[data-fer-stage="final"] [data-fer-region="skin"]')).toHaveCount(1);
  await inBothThemes(page, info, 'super-resolution-parsing', view);
  await view.getByRole('button', { name: 'Parsing map' }).click();
  await view.getByRole('button', { name: 'Landmark heat maps' }).click();
  await expect(view.locator('.fer-stage-row .fer-heat')).not.toHaveCount(0);
  await inBothThemes(page, info, 'super-resolution-heat', view);

  await startCell(page, 1);
  await hasRun(page, 1);
  const [faces, better] = JSON.parse((await cell(page, 1).locator('.jp-OutputArea-output').innerText()).replace(/\s/g, '')) as [number, number];
  expect(faces).toBe(100);
  expect(better).toBeGreaterThan(90);
});
