import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, galata, test } from '@jupyterlab/galata';

import { runCommand, testRoot } from './notebook';

/** The workbench that the panel is told to show; the server's root holds others' runs. */
const WORKBENCH = 'another/workbench';

test.use({
  mockSettings: { ...galata.DEFAULT_SETTINGS, '@fer-workbench/jupyter-extension:panel': { folder: WORKBENCH, interval: 1 } },
});

const status = (state: string, epoch: number): string => JSON.stringify({ state, epoch, epochs: 10, pid: 1, updated: new Date().toISOString() });
const METRICS = 'epoch,loss,accuracy,val_loss,val_accuracy,learning_rate\n0,1.9,0.2,1.8,0.3,0.001\n1,1.5,0.4,1.6,0.456,0.001\n';
const CONFIG = {
  config: { network: 'mini_XCEPTION', batchSize: 32, learningRate: 0.001, optimizer: { name: 'adam' }, seed: 7 },
  data: { name: 'fer2013', train: 28709, validation: 3589 },
  environment: { device: 'CPU', threads: 2 },
  started: '2026-01-02T03:04:05.000Z',
};

function write(path: string, text: string): void {
  const file = join(testRoot(), WORKBENCH, path);
  mkdirSync(dirname(file), { recursive: true });
  // As the workbench itself writes: the folder's time of change tells that a file was replaced.
  rmSync(file, { force: true });
  writeFileSync(file, text);
}

test.beforeEach(async ({ page }) => {
  rmSync(join(testRoot(), WORKBENCH), { recursive: true, force: true });
  mkdirSync(join(testRoot(), WORKBENCH), { recursive: true });
  await runCommand(page, 'fer:show-panel');
});

test('an empty workbench says what to do', async ({ page }) => {
  await expect(page.locator('[data-fer-section="runs"]')).toContainText('npx fer train');
  await expect(page.locator('[data-fer-section="runs"]').getByRole('button', { name: 'Open the first-run notebook' })).toBeVisible();
  await expect(page.locator('[data-fer-section="models"]')).toContainText('models/');
  await expect(page.locator('[data-fer-section="dataSets"]')).toContainText('npx fer prepare fer2013');
});

test('a run is listed, followed and opened', async ({ page }) => {
  write('runs/one/config.json', JSON.stringify(CONFIG));
  write('runs/one/metrics.csv', METRICS);
  write('runs/one/status.json', status('running', 2));
  const run = page.locator('[data-fer-run="one"]');
  await expect(run).toContainText('running');
  await expect(run).toContainText('epoch 2 of 10');
  await expect(run).toContainText('45.6 % n = 3,589');

  await run.focus();
  await page.keyboard.press('Enter');
  const view = page.locator('.fer-run');
  await expect(view).toContainText('Epoch 2 of 10');
  await expect(view).toContainText('28,709');
  await expect(view.locator('.scatterlayer .trace').nth(1).locator('.point')).toHaveCount(2);

  write('runs/one/metrics.csv', `${METRICS}2,1.2,0.5,1.5,0.5,0.001\n`);
  write('runs/one/status.json', status('finished', 3));
  await expect(run).toContainText('finished');
  await expect(run).toContainText('50.0 % n = 3,589');
  await expect(view).toContainText('finished');
  await expect(view.locator('.scatterlayer .trace').nth(1).locator('.point')).toHaveCount(3);
});

test('a damaged run says what is wrong, and the others are listed all the same', async ({ page }) => {
  write('runs/broken/status.json', '{"state": ');
  write('runs/whole/status.json', status('finished', 10));
  await expect(page.locator('[data-fer-run="whole"]')).toBeVisible();
  await expect(page.locator('[data-fer-section="runs"] .fer-problem')).toContainText('JSON');
});

test('a model opens its card', async ({ page }) => {
  const training = { dataset: 'fer2013', validation: { accuracy: 0.661, n: 3589 } };
  write('models/small/model.json', JSON.stringify({ network: 'mini_XCEPTION', parameters: 58423, training }));
  write('models/small/README.md', '# The small model\n');
  const model = page.locator('[data-fer-model="small"]');
  await expect(model).toContainText('mini_XCEPTION · 58,423 parameters · fer2013');
  await expect(model).toContainText('66.1 % n = 3,589');
  await model.click();
  await expect(page.locator('.jp-MarkdownViewer h1')).toContainText('The small model');
});

test('a data set tells its images per split and class; arrow keys go from one to the next', async ({ page }) => {
  const manifest = {
    height: 48,
    width: 48,
    splits: { train: { count: 28709, perClass: { happy: 7215, sad: 4830 } }, validation: { count: 3589, perClass: { happy: 895, sad: 653 } } },
  };
  write('data/prepared/first/manifest.json', JSON.stringify(manifest));
  write('data/prepared/second/manifest.json', JSON.stringify(manifest));
  const first = page.locator('[data-fer-data-set="first"]');
  await expect(first).toContainText('28,709');
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-fer-data-set="second"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.fer-per-class tr').filter({ hasText: 'happy' })).toHaveText('happy7,215895');
});

test('the palette has our commands, and the launcher a card', async ({ page }) => {
  await expect(page.locator('.jp-LauncherCard[data-category="FER"]')).toContainText('First run');
  await runCommand(page, 'apputils:activate-command-palette');
  await page.keyboard.type('FER');
  for (const label of ['Show Runs, Models and Data Sets', 'Open the First-Run Notebook', 'New TypeScript (FER) Notebook', 'Open Run…']) {
    await expect(page.locator('.lm-CommandPalette-item').filter({ hasText: label })).toBeVisible();
  }
});
