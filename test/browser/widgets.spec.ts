import { expect, test } from '@jupyterlab/galata';

import { inBothThemes } from './both-themes';
import { cell, hasRun, openCells, startCell } from './notebook';

const SLIDER = `import { display, slider, widget } from 'kernel-extras';
const threshold = slider({ min: 0, max: 1, step: 0.05, value: 0.5, label: 'threshold' });
let last = 'not moved';
threshold.onChange((value, before) => { last = \`\${before} to \${value}\`; });
display(threshold);`;

/** As it could stand in anywidget's documentation. */
const COUNTER = `const counter = widget({ state: { count: 0 }, esm: \`export default { render({ model, el }) {
  const button = document.createElement('button');
  const draw = () => { button.textContent = 'count is ' + model.get('count'); };
  button.addEventListener('click', () => { model.set('count', model.get('count') + 1); model.save_changes(); });
  model.on('change:count', draw);
  draw();
  el.append(button);
} }\` });
counter`;

test('a slider moves a value of TypeScript, and TypeScript the slider', async ({ page }, info) => {
  await openCells(page, 'slider.ipynb', [SLIDER, '`${last}, now ${threshold.value}`', 'threshold.value = 0.2;', 'threshold.value = 7;']);
  await startCell(page, 0);
  await hasRun(page, 0);
  const view = cell(page, 0).locator('.fer-moved');
  const input = view.getByRole('slider', { name: 'threshold' });
  await expect(view.locator('output')).toHaveText('0.5');

  await input.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(view.locator('output')).toHaveText('0.6');
  await expect(view).toHaveAttribute('data-fer-settled', 'true');
  await startCell(page, 1);
  await expect(cell(page, 1).locator('.jp-OutputArea-output')).toContainText('0.55 to 0.6, now 0.6');

  await startCell(page, 2);
  await hasRun(page, 2);
  await expect(input).toHaveValue('0.2');
  await expect(view.locator('output')).toHaveText('0.2');
  await inBothThemes(page, info, 'slider', cell(page, 0));

  await startCell(page, 3);
  await expect(cell(page, 3).locator('.jp-OutputArea-output')).toContainText('slider: expected a value from 0 to 1, got 7');
  await expect(view.locator('output')).toHaveText('0.2');

  await page.evaluate(() => (window.jupyterapp.shell.currentWidget as unknown as { sessionContext: { restartKernel(): Promise<void> } }).sessionContext.restartKernel());
  await expect(input).toBeDisabled();
  await expect(cell(page, 0)).toContainText('run the cell again to move it');
});

test('a widget with a program of its own is drawn once and shares its state', async ({ page }) => {
  await openCells(page, 'counter.ipynb', [SLIDER, COUNTER, 'counter.state.count', 'counter.set({ count: 40 });', "widget({ esm: 'export default 3', state: {} })"]);
  for (const index of [0, 1]) {
    await startCell(page, index);
    await hasRun(page, index);
  }
  const button = cell(page, 1).locator('.fer-module-widget button');
  await button.click();
  await button.click();
  await expect(button).toHaveText('count is 2');
  await expect(cell(page, 1).locator('.fer-module-widget')).toHaveAttribute('data-fer-settled', 'true');
  await startCell(page, 2);
  await expect(cell(page, 2).locator('.jp-OutputArea-output')).toHaveText('2');
  await startCell(page, 3);
  await expect(button).toHaveText('count is 40');
  await button.click();
  await expect(button).toHaveText('count is 41');
  await startCell(page, 4);
  await expect(cell(page, 4).locator('.fer-problem')).toContainText('expected an esm that exports default { render }');
});
