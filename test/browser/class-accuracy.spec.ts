import { expect, test } from '@jupyterlab/galata';

import { cell, openCells, startCell } from './notebook';

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
