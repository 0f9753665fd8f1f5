import { expect, test } from '@jupyterlab/galata';

import { inBothThemes } from './both-themes';
import { contrast } from './contrast';
import { hasRun, openCells, runCommand, startCell } from './notebook';

/** Looks like a tensor of TensorFlow.js, which must be freed by hand. */
const TENSOR = `class Tensor {
  isDisposed = false;
  dataId = {};
  dtype = 'float32';
  constructor(readonly values: ArrayLike<number>, readonly shape: number[]) {}
  dataSync() { return this.values; }
  dispose() { this.isDisposed = true; }
}`;
const MADE = `const batch = new Tensor(Float32Array.from({ length: 128 }, (_, index) => (index < 2 ? NaN : index / 64 - 1)), [2, 8, 8, 1]);
const weights = { first: new Tensor([1, 2], [2]), second: new Tensor([3], [1]) };
const label = 'happy';`;
const BIG = `const large = new Tensor(new Float32Array(2_100_000).fill(0.25), [2_100_000]);`;

test.beforeEach(({ page }) => runCommand(page, 'fer:show-variables'));

test('tensors are listed after each cell, freed by keys, and leftovers are marked', async ({ page }, info) => {
  const panel = page.locator('#fer-variables-panel');
  const variable = (name: string) => panel.locator(`[data-fer-variable="${name}"]`);
  const fact = (name: string, kind: string) => variable(name).locator(`[data-fer-fact="${kind}"]`);
  await expect(panel.locator('[data-fer-hearing]')).toHaveText(/Open a notebook or a console/);
  await openCells(page, 'variables.ipynb', [TENSOR, MADE, BIG, "label + '!'"]);
  await expect(panel.locator('[data-fer-hearing="empty"]')).toContainText('No variables yet');

  for (const index of [0, 1, 2]) {
    await startCell(page, index);
    await hasRun(page, index);
  }
  await expect(variable('label')).toContainText("'happy'");
  await expect(variable('label').locator('th')).toContainText('"happy"');
  await expect(variable('label').locator('th')).toHaveAttribute('title', /string\nset by cell \[2\]/);
  await expect(fact('batch', 'dtype')).toHaveText('float32');
  await expect(fact('batch', 'shape')).toHaveText('[2, 8, 8, 1]');
  await expect(fact('batch', 'bytes')).toHaveText('512 B');
  await expect(variable('weights')).toContainText('2 tensors');
  await expect(panel.locator('[data-fer-total]')).toHaveText('Held: 4 tensors, 8.4 MB');
  await expect(panel.locator('[data-fer-cell="2"]')).toHaveText('[2]3524 B');

  // Values are read as time allows after a cell, those of large tensors only when asked for.
  await variable('large').getByRole('button', { name: 'Read the values of large' }).click();
  await expect(fact('large', 'min')).toHaveText('min 0.25');
  await startCell(page, 3);
  await hasRun(page, 3);
  const read = variable('batch').getByRole('button', { name: 'Read the values of batch' });
  if (await read.isVisible()) await read.click();
  await expect(fact('batch', 'min')).toHaveText('min -0.9688');
  await expect(fact('batch', 'max')).toHaveText('max 0.9844');
  await expect(fact('batch', 'nan')).toHaveText('2 NaN');

  await startCell(page, 1);
  await expect(panel.locator('[data-fer-leaked]')).toHaveCount(3);
  await expect(panel.locator('.fer-leaked')).toContainText('Left behind: 3 tensors, 524 B');
  await expect(panel.locator('[data-fer-leaked]').first()).toContainText('left behind');
  await inBothThemes(page, info, 'variables', panel);
  expect(await contrast(page, '.fer-variables-panel .fer-faint, .fer-variable-warning, .fer-variables-panel button')).toBeGreaterThan(4.5);

  await panel.locator('[data-fer-leaked]').first().getByRole('button').click();
  await expect(panel.locator('[data-fer-leaked]')).toHaveCount(2);
  await panel.getByRole('button', { name: 'Dispose all that was left behind' }).click();
  await expect(panel.locator('.fer-leaked')).toHaveCount(0);

  await variable('batch').getByRole('button', { name: 'Dispose the tensors of batch' }).focus();
  await page.keyboard.press('Enter');
  await expect(variable('batch')).toContainText('disposed');
  await expect(variable('batch')).toBeFocused();
  await expect(variable('batch').getByRole('button')).toHaveCount(0);
  await expect(panel.locator('[data-fer-total]')).toHaveAttribute('data-fer-total', String(4 * 2_100_000 + 12));
});

test('another kernel, no kernel and a restarted one are told apart', async ({ page }) => {
  const panel = page.locator('#fer-variables-panel');
  await openCells(page, 'kept.ipynb', ['const kept = 3;']);
  await startCell(page, 0);
  await expect(panel.locator('[data-fer-variable="kept"]')).toContainText('3');

  await runCommand(page, 'notebook:create-new', { kernelName: 'python3' });
  await expect(panel.locator('[data-fer-hearing="refused"]')).toContainText(/runs on Python 3.*TypeScript \(FER\) does/);
  await runCommand(page, 'docmanager:open', { path: 'kept.ipynb', factory: 'Notebook' });
  await expect(panel.locator('[data-fer-variable="kept"]')).toContainText('3');

  await page.evaluate(() => (window.jupyterapp.shell.currentWidget as unknown as Kernels).sessionContext.restartKernel());
  await expect(panel.locator('[data-fer-hearing="empty"]')).toBeVisible();
  await page.evaluate(() => (window.jupyterapp.shell.currentWidget as unknown as Kernels).sessionContext.shutdown());
  await expect(panel.locator('[data-fer-hearing="no-kernel"]')).toContainText('“kept.ipynb” has no kernel.');
});

test('a console is followed as a notebook is', async ({ page }) => {
  const panel = page.locator('#fer-variables-panel');
  await page.evaluate(async () => {
    const created = await window.jupyterapp.commands.execute('console:create', { kernelPreference: { name: 'fer-typescript' } });
    const { sessionContext, console } = created as Console;
    await sessionContext.ready;
    await console.inject('let answer = 42;');
  });
  await expect(panel.locator('[data-fer-variable="answer"]')).toContainText('42');
});

interface Kernels {
  sessionContext: { restartKernel(): Promise<void>; shutdown(): Promise<void> };
}

interface Console {
  sessionContext: { ready: Promise<void> };
  console: { inject(code: string): Promise<void> };
}
