import { expect, galata, test } from '@jupyterlab/galata';

import { contrast } from './contrast';
import { cell, hasRun, openNotebook, runCommand, savedNotebook, startAllCells } from './notebook';

const NOTEBOOK = 'notebooks/01-first-run.ipynb';
const VALIDATION_IMAGES = 700;

test.use({ mockSettings: { ...galata.DEFAULT_SETTINGS, '@jupyterlab/apputils-extension:themes': { theme: 'JupyterLab Light' } } });

test('the first-run notebook trains before our eyes and ends with accuracy by class', async ({ page }, info) => {
  test.setTimeout(1_200_000);
  const minutes = { timeout: 900_000 };
  const picture = (name: string): Promise<Buffer> => page.screenshot({ path: info.outputPath(`${name}.png`) });
  await runCommand(page, 'fer:show-panel');
  await openNotebook(page, NOTEBOOK);
  await startAllCells(page);

  const training = cell(page, 5).locator('.fer-training');
  await test.step('the curves grow', async () => {
    const points = training.locator('.scatterlayer .trace').nth(1).locator('.point');
    await expect.poll(() => points.count(), minutes).toBeGreaterThan(0);
    const first = await points.count();
    await expect.poll(() => points.count(), minutes).toBeGreaterThan(first + 1);
    await expect(training).toHaveAttribute('data-fer-state', 'running');
    await expect(page.locator('[data-fer-run] .fer-badge')).toHaveText('running');
    await picture('training-light');
  });

  await test.step('it ends with both views', async () => {
    await expect(training).toHaveAttribute('data-fer-state', 'finished', minutes);
    await hasRun(page, 9);
    const counts = await cell(page, 7).locator('.fer-confusion-cell').allTextContents();
    expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(VALIDATION_IMAGES);
  });

  await test.step('the panel lists the run with the same accuracy', async () => {
    const accuracy = await cell(page, 7).locator('.fer-accuracy-value').textContent();
    const run = page.locator('[data-fer-run]');
    await expect(run.locator('.fer-badge')).toHaveText('finished');
    await expect(run).toContainText(`${accuracy} n = ${VALIDATION_IMAGES}`);
  });

  await test.step('a confusion cell opens exactly its images', async () => {
    const cells = cell(page, 7).locator('.fer-confusion-cell');
    const counts = (await cells.allTextContents()).map(Number);
    const labels = await cell(page, 7).locator('.fer-confusion tbody th').allTextContents();
    const confusions = counts.map((count, index) => (index % (labels.length + 1) === 0 ? 0 : count));
    for (const index of [confusions.indexOf(Math.max(...confusions)), counts.indexOf(Math.max(...counts))]) {
      await cells.nth(index).click();
      const [truth, predicted] = [labels[Math.floor(index / labels.length)], labels[index % labels.length]];
      const gallery = cell(page, 7).locator('.fer-gallery');
      await expect(gallery).toContainText(counts[index] === 1 ? '1 image' : `${counts[index]} images`);
      const ids = new Set<string>();
      for (;;) {
        for (const image of await gallery.locator('.fer-gallery-image').all()) {
          await expect(image).toHaveAttribute('aria-label', new RegExp(`truth ${truth}, predicted ${predicted}\\n`));
          ids.add((await image.getAttribute('data-fer-id'))!);
        }
        const next = gallery.getByTitle('Next page');
        if ((await next.count()) === 0 || (await next.isDisabled())) break;
        await next.click();
      }
      expect(ids.size).toBe(counts[index]);
      // A generated face's id begins with the expression that was drawn.
      expect([...ids].filter((id) => !id.startsWith(`${truth}-`))).toEqual([]);
    }
    await cell(page, 7).locator('.fer-gallery-image').first().click();
    await expect(cell(page, 7).locator('.fer-enlarged canvas')).toBeVisible();
    await picture('gallery-light');
  });

  await test.step('the status bar tells device and memory', async () => {
    await expect(page.locator('.fer-status')).toHaveText(/^(CPU, \d+ threads?|GPU) · [\d.]+ [MG]B$/);
  });

  await test.step('the file holds pictures for viewers without the extension', async () => {
    await expect
      .poll(async () => (await savedNotebook(page, NOTEBOOK)).cells[5].outputs?.[0].data?.['image/png'])
      .toMatch(/^iVBORw0KGgo/);
    const { cells } = await savedNotebook(page, NOTEBOOK);
    // A notebook file holds a text as a list of its lines.
    expect([cells[5].outputs?.[0].data?.['text/html']].flat().join('')).toContain('<svg');
    expect([cells[7].outputs?.[0].data?.['text/html']].flat().join('')).toContain('<table');
  });

  await test.step('texts are readable in light and dark', async () => {
    const background = (): Promise<string> => training.locator('.main-svg').first().evaluate((svg) => getComputedStyle(svg).backgroundColor);
    const light = await background();
    expect(await contrast(page, '.fer-confusion-cell:not([data-fer-empty="true"]), .fer-badge')).toBeGreaterThan(4.5);
    await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
    await expect.poll(background).not.toBe(light);
    expect(await contrast(page, '.fer-confusion-cell:not([data-fer-empty="true"]), .fer-badge')).toBeGreaterThan(4.5);
    await picture('gallery-dark');
    await cell(page, 7).getByTitle('Close (Esc)').click();
    await training.scrollIntoViewIfNeeded();
    await picture('training-dark');
  });

  await test.step('the panel opens the run as a page', async () => {
    await page.locator('[data-fer-run]').click();
    const view = page.locator('.fer-run:visible');
    await expect(view.locator('.fer-training')).toHaveAttribute('data-fer-state', 'finished');
    await expect(view.locator('.fer-confusion-cell')).toHaveCount(49);
    await expect(view.locator('.js-plotly-plot .scatterlayer')).not.toHaveCount(0);
    await picture('run-dark');
    await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
    await expect(page.locator('body')).toHaveAttribute('data-jp-theme-light', 'true');
    await picture('run-light');
  });
});
