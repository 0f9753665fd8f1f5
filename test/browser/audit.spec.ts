import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@jupyterlab/galata';

import { contrast } from './contrast';
import { inBothThemes } from './both-themes';
import { cell, openCells, startCell } from './notebook';

/** Prepared images of the checkout are read in a second, class folders in a minute. */
const FOUND = [
  fileURLToPath(new URL('../../data/prepared/fer2013', import.meta.url)),
  ...(process.env.FER_DATA ? [join(process.env.FER_DATA, 'fer2013')] : []),
].find((folder) => existsSync(folder));

const AUDIT = `import { auditData, auditView, loadSplits } from 'fer-core';
const splits = await loadSplits(${JSON.stringify(FOUND)});
const audit = await auditData(splits);
auditView({ audit, splits });`;

test.describe('FER-2013', () => {
  test.skip(!FOUND, 'there is no data/prepared/fer2013, and FER_DATA holds no fer2013');

  test('twins stand beside each other, can be chosen, paged and enlarged', async ({ page }, info) => {
    test.setTimeout(600_000);
    await openCells(page, 'audit.ipynb', [AUDIT]);
    await startCell(page, 0);
    const view = cell(page, 0).locator('.fer-audit');
    const entries = view.locator('.fer-audit-entry');
    await expect(entries).toHaveCount(24, { timeout: 480_000 });
    const counted = async (finding: string): Promise<number> => Number((await view.locator(`[data-fer-finding="${finding}"] td`).first().textContent())!.replaceAll(',', ''));
    const list = view.locator('.fer-audit-list');
    const [left, all] = [...(await list.textContent())!.matchAll(/[\d,]+(?= (?:of|groups))/g)].map(([count]) => Number(count!.replaceAll(',', '')));
    expect(left).toBe(all);
    expect(all).toBeGreaterThan(1000);
    await expect(view.locator('.fer-pages')).toContainText(`page 1 of ${Math.ceil(all! / 24)}`);
    // Pictures come from the kernel. The first group is black all over; a face is not of one tone.
    const picture = entries.nth(1).locator('canvas').first();
    await expect.poll(() => picture.evaluate((canvas: HTMLCanvasElement) => new Set(canvas.getContext('2d')!.getImageData(0, 0, 48, 48).data).size)).toBeGreaterThan(20);

    await view.getByRole('button', { name: 'Twins with different labels' }).click();
    const conflicting = await counted('conflicting');
    expect(conflicting).toBeGreaterThan(100);
    await expect(list).toContainText(`${conflicting.toLocaleString('en')} of`);
    await expect(entries.locator('[data-fer-mark="conflicting"]')).toHaveCount(24);

    await view.getByRole('button', { name: '⇄ Across splits', exact: true }).click();
    await expect(entries.locator('[data-fer-mark="across"]')).toHaveCount(await entries.count());
    await view.getByLabel('Class', { exact: true }).selectOption('happy');
    for (const entry of await entries.all()) await expect(entry).toContainText('happy');

    await view.getByRole('button', { name: 'Near duplicates' }).click();
    await view.getByLabel('Order', { exact: true }).selectOption('least-alike');
    await expect(entries.first()).toContainText('0.920');
    await view.getByTitle('Last page').click();
    await expect(view.getByTitle('Next page')).toBeDisabled();
    await view.getByTitle('First page').click();

    await entries.first().focus();
    const focused = async (): Promise<string | null> => view.locator('.fer-audit-entry:focus [data-fer-id]').first().getAttribute('data-fer-id');
    const first = await focused();
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).not.toBe(first);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('PageDown');
    await expect(view.locator('.fer-pages')).toContainText('page 2 of');
    await page.keyboard.press('Enter');
    await expect(view.locator('.fer-audit-entry:focus')).toHaveAttribute('aria-pressed', 'true');
    await expect(view.locator('.fer-audit-entry:focus canvas').first()).toHaveCSS('width', '160px');
    await page.keyboard.press('Home');
    await expect(view.locator('.fer-pages')).toContainText('page 1 of');
    await view.getByRole('button', { name: 'Twins with different labels' }).click();
    await entries.nth(1).click();
    await inBothThemes(page, info, 'audit', view);
    expect(await contrast(page, '.fer-audit-label, .fer-audit-mark, .fer-audit-open, .fer-audit-id, .fer-notice')).toBeGreaterThan(4.5);
  });
});
