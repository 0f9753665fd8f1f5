import { expect, test } from '@jupyterlab/galata';

import { cell, openCells, startCell } from './notebook';

/** Three runs on the same twenty images: the second puts two right and one wrong, the third is the first once more. */
const VIEW = `import { compareResults, comparisonView, evaluationReport } from 'fer-core';
const labels = ['calm', 'moved'];
const truth = Array.from({ length: 20 }, (_, index) => Number(index >= 10));
const result = (name, wrong, config) => {
  const predicted = truth.map((label, index) => (wrong.includes(index) ? 1 - label : label));
  const protocol = { dataset: 'made up', split: 'test', n: 20, selectedOn: null, tta: 'none', weightsSha256: name, dataSha256: 'same' };
  const ids = truth.map((_, index) => \`image-\${index}\`);
  return { name, report: evaluationReport({ labels, truth, predicted, protocol }), predictions: { ids, truth, predicted, confidence: truth.map((_, index) => index / 20) }, config };
};
comparisonView(compareResults([result('base', [0, 1, 2], { epochs: 1 }), result('longer', [2, 15], { epochs: 9 }), result('again', [0, 1, 2], { epochs: 1 })]));`;

test('runs stand beside each other, and the images that changed can be chosen', async ({ page }, info) => {
  await openCells(page, 'comparison.ipynb', [VIEW]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-comparison');
  await expect(view.locator('.fer-comparison-metrics tbody tr')).toHaveCount(3);
  await expect(view.locator('.fer-comparison-metrics tbody tr').first()).toContainText('85.0 %');
  await expect(view.locator('.fer-comparison-settings')).toContainText('epochs');

  const pair = view.locator('.fer-comparison-pair');
  await expect(pair).toContainText('+5.00 points');
  // Two of the calm are no longer taken for moved; one of the moved now is taken for calm.
  await expect(pair.locator('.fer-confusion-cell')).toHaveText(['+2', '−2', '+1', '−1']);
  const listed = pair.locator('[data-fer-id]');
  await expect(listed).toHaveCount(2);
  await expect(listed.first()).toHaveAttribute('data-fer-id', 'image-1');
  await pair.getByRole('button', { name: 'Broken (1)' }).click();
  await expect(listed).toHaveCount(1);
  await expect(listed.first()).toHaveAttribute('data-fer-id', 'image-15');
  await page.screenshot({ path: info.outputPath('comparison.png') });

  await view.getByRole('button', { name: 'again' }).click();
  await expect(pair).toContainText('+0.00 points');
  await expect(listed).toHaveCount(0);
});
