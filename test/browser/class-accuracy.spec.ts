import { expect, test } from '@jupyterlab/galata';

import { contrast } from './contrast';
import { cell, openCells, runCommand, startCell } from './notebook';

/** A hundred images of each of two classes; three of the first are taken for the second. */
const VIEW = `import { classAccuracyView, evaluationReport } from 'fer-core';
const labels = ['calm', 'moved'];
const truth = Array.from({ length: 200 }, (_, index) => Number(index >= 100));
const predicted = truth.map((label, index) => (index < 3 ? 1 : label));
const protocol = { dataset: 'made up', split: 'test', n: 200, selectedOn: null, tta: 'none', weightsSha256: '', dataSha256: '' };
classAccuracyView({
  report: evaluationReport({ labels, truth, predicted, protocol }),
  images: {
    ids: truth.map((label, index) => \`\${labels[label]}-\${index}\`),
    truth, predicted, confidence: truth.map((_, index) => index / 200),
    height: 2, width: 2, pixels: new Uint8Array(800).fill(128),
  },
});`;

test('one confusion cell after another opens exactly its images, page by page', async ({ page }) => {
  await openCells(page, 'class-accuracy.ipynb', [VIEW]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-class-accuracy');
  const gallery = view.locator('.fer-gallery');
  const confusion = view.locator('.fer-confusion-cell');
  await expect(confusion).toHaveText(['97', '3', '0', '100']);

  await confusion.nth(1).click();
  await expect(gallery.locator('.fer-gallery-image')).toHaveCount(3);
  // The most confident first.
  await expect(gallery.locator('.fer-gallery-image').first()).toHaveAttribute('data-fer-id', 'calm-2');

  await confusion.nth(0).click();
  await expect(gallery).toContainText('97 images');
  const ids = new Set<string>();
  for (const expected of [48, 48, 1]) {
    await expect(gallery.locator('.fer-gallery-image')).toHaveCount(expected);
    for (const image of await gallery.locator('.fer-gallery-image').all()) ids.add((await image.getAttribute('data-fer-id'))!);
    if (expected === 48) await gallery.getByTitle('Next page').click();
  }
  expect(ids).toEqual(new Set(Array.from({ length: 97 }, (_, index) => `calm-${index + 3}`)));

  await confusion.nth(2).click();
  await expect(gallery).toContainText('No image fell into this cell.');

  await view.getByRole('button', { name: 'Row %' }).click();
  await expect(confusion).toHaveText(['97.0', '3.0', '0.0', '100']);
  await view.getByRole('button', { name: 'Column %' }).click();
  await expect(confusion).toHaveText(['100', '2.9', '0.0', '97.1']);
});

for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
  test(`the numbers in all cells are readable in ${theme}`, async ({ page }) => {
    await runCommand(page, 'apputils:change-theme', { theme });
    await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', theme);
    // From 3 to 97 per cent, right and wrong.
    const wrong = [3, 12, 25, 50, 80, 97];
    const spread = VIEW.replace("['calm', 'moved']", JSON.stringify(wrong.map((count) => `c${count}`)))
      .replace('{ length: 200 }, (_, index) => Number(index >= 100)', '{ length: 600 }, (_, index) => Math.floor(index / 100)')
      .replace('index < 3 ? 1 : label', `index % 100 < ${JSON.stringify(wrong)}[label] ? (label + 1) % 6 : label`)
      .replace('n: 200', 'n: 600')
      .replace('new Uint8Array(800)', 'new Uint8Array(2400)')
      .replace('index / 200', 'index / 600');
    await openCells(page, 'readable.ipynb', [spread]);
    await startCell(page, 0);
    await expect(cell(page, 0).locator('.fer-confusion-cell')).toHaveCount(36);
    expect(await contrast(page, '.fer-confusion-cell:not([data-fer-empty="true"])')).toBeGreaterThan(4.5);
  });
}
